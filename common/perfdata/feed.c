/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/perfdata/feed.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"

#define BLOCK_BYTES ((size_t)1 << 20)

struct feed_block {
	struct feed_block *next;
	_Alignas(16) uint8_t data[];
};

static void add_block(struct feed *f, size_t min)
{
	size_t unread = feed_left(f);
	/* Twice the unread bytes, so that one huge record is moved a few times only. */
	size_t bytes = 2 * unread + min > BLOCK_BYTES ? 2 * unread + min : BLOCK_BYTES;
	struct feed_block *block = xmalloc(sizeof(*block) + bytes);

	if (unread)
		memcpy(block->data, f->at, unread);
	block->next = f->blocks;
	f->blocks = block;
	f->at = block->data;
	f->end = f->at + unread;
	f->limit = f->at + bytes;
}

uint8_t *feed_room(struct feed *f, size_t min, size_t *ret_room)
{
	if ((size_t)(f->limit - f->end) < min || !f->blocks)
		add_block(f, min);
	*ret_room = (size_t)(f->limit - f->end);
	return f->blocks->data + (f->end - f->blocks->data);
}

static void free_blocks(struct feed_block *block)
{
	while (block) {
		struct feed_block *next = block->next;

		free(block);
		block = next;
	}
}

void feed_release(struct feed *f)
{
	if (!f->blocks)
		return;
	free_blocks(f->blocks->next);
	f->blocks->next = NULL;
	if (f->at == f->end)
		f->at = f->end = f->blocks->data;
}

void feed_done(struct feed *f)
{
	free_blocks(f->blocks);
	*f = (struct feed){ 0 };
}

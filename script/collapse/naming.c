/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/naming.h"

#include "script/collapse/fold.h"
#include "script/collapse/inline.h"
#include "script/collapse/stacks.h"

void naming_init(struct naming *n, const struct fold_opts *opts, struct stacks *stacks)
{
	*n = (struct naming){ .tidy = { .kernel = opts->kernel || opts->all,
		                        .jit = opts->jit || opts->all,
		                        .addrs = opts->addrs },
		              .inliner = opts->inlined ? inliner_new(opts->context) : NULL,
		              .stacks = stacks };
}

void naming_done(struct naming *n)
{
	inliner_free(n->inliner);
	outbuf_done(&n->text);
	vec_done(&n->ids);
}

void naming_identify(struct naming *n)
{
	struct str text = { n->text.data, n->text.len };

	vec_clear(&n->ids);
	for (;;) {
		const char *divider = text.len ? memrchr(text.s, ';', text.len) : NULL;
		size_t at = divider ? (size_t)(divider + 1 - text.s) : 0;

		vec_push(&n->ids,
		         stacks_name(n->stacks, (struct str){ text.s + at, text.len - at }));
		if (!divider)
			return;
		text.len = at - 1;
	}
}

/* Is addr2line to be asked? Then the address and the offset of the frame are kept. */
static bool asks_for_inlines(const struct naming *n, struct str mod)
{
	return n->inliner && mod_may_have_inlines(mod);
}

void naming_reduce(const struct naming *n, struct frame_line *frame)
{
	if (asks_for_inlines(n, frame->mod))
		return;
	frame->func = func_without_offset(frame->func);
	if (!n->tidy.addrs || !memmem(frame->func.s, frame->func.len, "[unknown]", 9))
		frame->pc.len = 0;
}

struct tidy naming_start(const struct naming *n, const struct frame_line *frame, bool java)
{
	struct tidy names = {
		.func = frame->func, .mod = frame->mod, .pc = frame->pc, .java = java
	};

	if (asks_for_inlines(n, frame->mod))
		names.func = func_without_offset(frame->func);
	if (str_starts(names.func, STR("("))) /* a process name, in very old text */
		names.func.len = 0;
	return names;
}

bool naming_inlines(struct naming *n, const struct frame_line *frame)
{
	n->text.len = 0;
	if (asks_for_inlines(n, frame->mod))
		outbuf_view(&n->text, inliner_find(n->inliner, frame));
	return n->text.len;
}

void naming_frame(struct naming *n, const struct frame_line *frame, bool java)
{
	struct tidy names = naming_start(n, frame, java);

	vec_clear(&n->ids);
	if (!naming_inlines(n, frame)) {
		if (!tidy_next(&names, &n->tidy, &n->text))
			return;
		do
			outbuf_char(&n->text, ';');
		while (tidy_next(&names, &n->tidy, &n->text));
		n->text.len--;
	}
	naming_identify(n);
}

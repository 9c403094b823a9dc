/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a sample was: the ip on the line, or its call chain on lines of its own; and addr. */
#include "common/perfdata/reader.h"
#include "common/model/space.h"
#include "common/symbol/symbolizer.h"
#include "script/script/frame_cache.h"
#include "script/script/options.h"
#include "script/script/print.h"

static const struct space *user_space(const struct item *it)
{
	return it->thread ? thread_space(it->thread, it->seq) : NULL;
}

/* The address space that an address of this mode is in; NULL: nothing is known of it. */
static const struct space *space_of_mode(const struct worker *w, const struct item *it,
                                         uint16_t cpumode)
{
	switch (cpumode) {
	case PERF_RECORD_MISC_KERNEL:
		return model_kernel_space(w->printer->model, it->seq);
	case PERF_RECORD_MISC_USER:
		return user_space(it);
	default:
		return NULL;
	}
}

struct location locate(struct worker *w, const struct item *it, uint16_t cpumode, uint64_t addr)
{
	struct location loc = { .kernel_path = w->printer->kernel_path, .addr = addr };

	loc.mapping = space_find(space_of_mode(w, it, cpumode), addr);
	if (loc.mapping)
		loc.symbol = symbolizer_find(w->printer->symbolizer, loc.mapping->dso,
		                             mapping_dso_addr(loc.mapping, addr), &loc.offset);
	return loc;
}

void print_location(struct worker *w, const struct location *loc, unsigned style)
{
	frame_place_print(loc, style, w->out);
}

/* The mode that a context marker begins; 0 for one that is not known. */
static uint16_t context_mode(uint64_t marker)
{
	switch (marker) {
	case PERF_CONTEXT_HV:
		return PERF_RECORD_MISC_HYPERVISOR;
	case PERF_CONTEXT_KERNEL:
		return PERF_RECORD_MISC_KERNEL;
	case PERF_CONTEXT_USER:
		return PERF_RECORD_MISC_USER;
	default:
		return 0;
	}
}

static bool stops_here(const struct worker *w, const char *name)
{
	return name && name_list_has(&w->printer->opts->stop_bt, name);
}

/*
 * The lines of a chain. A marker that is not known spoils all of it, and perf shows nothing of a
 * chain then.
 */
static void print_frames(struct worker *w, const struct item *it)
{
	const struct sample *s = it->sample;
	uint16_t mode = PERF_RECORD_MISC_USER;
	const struct space *space = user_space(it);
	size_t start = w->out->len;
	unsigned nr = 0;

	for (uint64_t i = 0; i < s->nr_callchain && nr < w->printer->max_stack; i++) {
		uint64_t ip = s->callchain[i];
		const char *name;

		if (ip >= (uint64_t)PERF_CONTEXT_MAX) {
			mode = context_mode(ip);
			if (!mode) {
				w->out->len = start;
				return;
			}
			space = space_of_mode(w, it, mode);
			continue;
		}
		if (it->plan->frame_style & FRAME_IP)
			outbuf_char(w->out, '\t');
		name = frame_cache_print(w->frames, space, ip, it->plan->frame_style, w->out);
		nr++;
		if (stops_here(w, name))
			return;
	}
}

static void print_chain(struct worker *w, const struct item *it)
{
	struct chain_key key = {
		.user = user_space(it),
		.kernel = model_kernel_space(w->printer->model, it->seq),
		.ips = it->sample->callchain,
		.nr = (uint32_t)it->sample->nr_callchain,
		.style = it->plan->frame_style,
	};
	struct str text;
	uint64_t hash;
	size_t start;

	outbuf_char(w->out, '\n');
	if (!key.nr)
		return;
	if (frame_cache_chain(w->frames, &key, &text, &hash)) {
		outbuf_view(w->out, text);
		return;
	}
	start = w->out->len;
	print_frames(w, it);
	text = (struct str){ w->out->data + start, w->out->len - start };
	frame_cache_add_chain(w->frames, &key, hash, text);
}

void print_ip(struct worker *w, const struct item *it)
{
	const struct space *space;

	if (it->plan->chain) {
		print_chain(w, it);
		return;
	}
	space = space_of_mode(w, it, item_cpumode(it));
	outbuf_char(w->out, ' ');
	frame_cache_print(w->frames, space, it->sample->ip, it->plan->frame_style, w->out);
	w->out->len--; /* the newline: more may follow on the sample's own line */
}

/* perf looks up the address only where it is known to be one that was accessed. */
static bool addr_is_data(const struct perf_event_attr *attr)
{
	return attr->type == PERF_TYPE_SOFTWARE && (attr->config == PERF_COUNT_SW_PAGE_FAULTS ||
	                                            attr->config == PERF_COUNT_SW_PAGE_FAULTS_MIN ||
	                                            attr->config == PERF_COUNT_SW_PAGE_FAULTS_MAJ);
}

void print_addr(struct worker *w, const struct item *it)
{
	struct location loc;

	outbuf_hex(w->out, it->sample->addr, 16);
	if (!addr_is_data(&it->event->file->attr))
		return;
	loc = locate(w, it, item_cpumode(it), it->sample->addr);
	if (!loc.mapping) /* the kernel touches memory of its processes, too */
		loc = locate(w, it, PERF_RECORD_MISC_USER, it->sample->addr);
	print_location(w, &loc, it->plan->frame_style);
}

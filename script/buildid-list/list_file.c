/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/buildid-list/list_file.h"

#include <stdlib.h>
#include <string.h>

#include "common/abi/features.h"
#include "common/base/err.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/perfdata/reader.h"
#include "common/perfdata/reader_facts.h"
#include "common/session/session.h"

/* Which DSOs of the model were hit, by their index. */
struct hits {
	VEC(bool) by_dso;
};

static void line(const uint8_t *id, uint8_t size, const char *name, struct outbuf *out)
{
	char hex[BUILD_ID_HEX_MAX] = "";
	struct build_id build_id = { .size = size };

	if (size) {
		memcpy(build_id.bytes, id, size);
		build_id_hex(&build_id, hex);
	}
	outbuf_left(out, str_of(hex), 2 * BUILD_ID_BYTES_MAX);
	outbuf_printf(out, " %s\n", name);
}

/* As perf 6.1: the DSO at the sample's address, not those of its call chain. */
static const struct dso *dso_of_sample(struct model *model, const struct sample *sample,
                                       uint64_t seq)
{
	const struct mapping *mapping = NULL;
	const struct thread *thread;

	switch (sample->misc & PERF_RECORD_MISC_CPUMODE_MASK) {
	case PERF_RECORD_MISC_KERNEL:
		mapping = model_find_kernel_mapping(model, sample->ip, seq);
		break;
	case PERF_RECORD_MISC_USER:
		thread = model_thread(model, sample->tid, seq);
		if (thread)
			mapping = thread_find_mapping(thread, sample->ip, seq);
		break;
	default: /* guests and hypervisors have no mappings here */
		break;
	}
	return mapping ? mapping->dso : NULL;
}

static void mark_batch(struct hits *hits, struct model *model, const struct batch *batch)
{
	for (size_t i = 0; i < batch->nr; i++) {
		const struct batch_record *br = &batch->records[i];
		const struct dso *dso;
		struct sample sample;

		if (br->rec.header->type != PERF_RECORD_SAMPLE || !br->format ||
		    batch_record_decode(br, &sample, NULL) < 0)
			continue;
		dso = dso_of_sample(model, &sample, batch->first_seq + i);
		if (!dso)
			continue;
		while (hits->by_dso.len <= dso->id)
			vec_push(&hits->by_dso, false);
		hits->by_dso.data[dso->id] = true;
	}
}

static int mark_hits(struct hits *hits, struct session *session, struct err *err)
{
	struct batch batch;
	int r;

	while ((r = session_next_batch(session, &batch, err)) > 0)
		mark_batch(hits, session_model(session), &batch);
	return r;
}

static bool is_hit(const struct hits *hits, const struct dso *dso)
{
	return dso->id < hits->by_dso.len && hits->by_dso.data[dso->id];
}

static uint64_t key_of(const char *name)
{
	return hash_bytes(name, strlen(name));
}

/* The table's order first, where a DSO was met before all records; then that of the records. */
static void print_hits(const struct hits *hits, struct session *session, struct outbuf *out)
{
	const struct model *model = session_model(session);
	const struct features *f = session_header(session)->features;
	struct hmap hit = { 0 }, in_table = { 0 };

	for (size_t i = 0; i < model_nr_dsos(model); i++)
		if (is_hit(hits, model_dso(model, i)))
			hmap_add(&hit, key_of(model_dso(model, i)->name), NULL);
	vec_for_each(id, &f->build_ids) {
		hmap_add(&in_table, key_of(id->filename), NULL);
		if (hmap_find(&hit, key_of(id->filename)))
			line(id->id, id->size, id->filename, out);
	}
	for (size_t i = 0; i < model_nr_dsos(model); i++) {
		const struct dso *dso = model_dso(model, i);

		if (is_hit(hits, dso) && !hmap_find(&in_table, key_of(dso->name)))
			line(dso->build_id.bytes, dso->build_id.size, dso->name, out);
	}
	hmap_done(&hit);
	hmap_done(&in_table);
}

int list_file(const char *path, bool with_hits, struct outbuf *out, struct outbuf *warnings,
              struct err *err)
{
	const struct session_opts opts = { .nr_threads = 1 };
	AUTO(session_freep) struct session *session = NULL;
	const struct features *f;
	struct hits hits = { 0 };
	int r = session_open(path, &opts, &session, err);

	if (r < 0)
		return r;
	f = session_header(session)->features;
	if (!with_hits && f->build_ids.len) {
		vec_for_each(id, &f->build_ids)
			line(id->id, id->size, id->filename, out);
		return 0;
	}
	r = mark_hits(&hits, session, err);
	print_hits(&hits, session, out);
	vec_done(&hits.by_dso);
	pdata_reader_facts_print(session_reader(session), warnings);
	return r;
}

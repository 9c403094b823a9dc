/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory accesses: weight, ins_lat, phys_addr, page sizes. data_src has a file of its own. */
#include "script/script/print.h"

void print_weight(struct worker *w, const struct item *it)
{
	outbuf_u64(w->out, it->sample->weight, 16);
}

void print_ins_lat(struct worker *w, const struct item *it)
{
	outbuf_u64(w->out, it->sample->ins_lat, 16);
}

void print_phys_addr(struct worker *w, const struct item *it)
{
	outbuf_hex(w->out, it->sample->phys_addr, 16);
}

void print_page_size(uint64_t bytes, struct outbuf *out)
{
	static const struct {
		unsigned shift;
		char unit;
	} units[] = { { 20, 'M' }, { 10, 'K' } };

	if (!bytes) {
		outbuf_str(out, "N/A");
		return;
	}
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (bytes < UINT64_C(1) << units[i].shift)
			continue;
		outbuf_u64(out, bytes >> units[i].shift, 0);
		outbuf_char(out, units[i].unit);
		return;
	}
	outbuf_u64(out, bytes, 0);
	outbuf_char(out, 'B');
}

void print_data_page_size(struct worker *w, const struct item *it)
{
	outbuf_char(w->out, ' ');
	print_page_size(it->sample->data_page_size, w->out);
}

void print_code_page_size(struct worker *w, const struct item *it)
{
	outbuf_char(w->out, ' ');
	print_page_size(it->sample->code_page_size, w->out);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * data_src: what a memory access was. Bits: union perf_mem_data_src of linux/perf_event.h 6.1;
 * words: those of perf 6.1.
 */
#include "script/script/print.h"

/* A run of the bits of data_src. */
static uint64_t bits(uint64_t data_src, unsigned shift, unsigned nr)
{
	return data_src >> shift & ((UINT64_C(1) << nr) - 1);
}

/* The words of the bits that are set, with " or " between them. Returns how many. */
static unsigned print_words(struct outbuf *out, uint64_t set, const char *const *words, unsigned nr,
                            bool first)
{
	unsigned printed = 0;

	for (unsigned i = 0; i < nr; i++) {
		if (!(set >> i & 1) || !words[i])
			continue;
		if (printed++ || !first)
			outbuf_str(out, " or ");
		outbuf_str(out, words[i]);
	}
	return printed;
}

static void print_op(uint64_t op, struct outbuf *out)
{
	static const char *const words[] = { "N/A", "LOAD", "STORE", "PFETCH", "EXEC" };

	outbuf_str(out, "|OP ");
	for (unsigned i = 0; i < 5; i++) {
		if (!(op >> i & 1))
			continue;
		outbuf_str(out, words[i]);
		return;
	}
	outbuf_str(out, "No");
}

static void print_level_number(uint64_t number, struct outbuf *out)
{
	static const char *const words[16] = {
		[9] = "CXL",  [10] = "I/O",  [11] = "Any cache", [12] = "LFB/MAB",
		[13] = "RAM", [14] = "PMEM", [15] = "N/A",
	};

	if (words[number]) {
		outbuf_str(out, words[number]);
	} else {
		outbuf_char(out, 'L');
		outbuf_u64(out, number, 0);
	}
}

static void print_level(uint64_t data_src, struct outbuf *out)
{
	static const char *const words[14] = {
		"N/A",
		NULL, /* hit and miss are said at the end */
		NULL,
		"L1",
		"LFB/MAB",
		"L2",
		"L3",
		"Local RAM",
		"Remote RAM (1 hop)",
		"Remote RAM (2 hops)",
		"Remote Cache (1 hop)",
		"Remote Cache (2 hops)",
		"I/O",
		"Uncached",
	};
	static const char *const hop_words[8] = { NULL, "core, same node", "node, same socket",
		                                  "socket, same board", "board" };
	uint64_t level = bits(data_src, 5, 14), number = bits(data_src, 33, 4);
	uint64_t hops = bits(data_src, 43, 3);
	size_t start;

	outbuf_str(out, "|LVL ");
	start = out->len;
	if (bits(data_src, 37, 1))
		outbuf_str(out, "Remote ");
	if (hops) {
		outbuf_str(out, hop_words[hops] ? hop_words[hops] : "(null)");
		outbuf_char(out, ' ');
		if (number)
			print_level_number(number, out);
	} else {
		unsigned nr = print_words(out, level, words, 14, true);

		if (number) {
			outbuf_str(out, nr ? " or " : "");
			print_level_number(number, out);
		}
	}
	if (out->len == start)
		outbuf_str(out, "N/A");
	if (level & PERF_MEM_LVL_HIT)
		outbuf_str(out, " hit");
	if (level & PERF_MEM_LVL_MISS)
		outbuf_str(out, " miss");
}

static void print_snoop(uint64_t data_src, struct outbuf *out)
{
	static const char *const words[] = { "N/A", "None", "Hit", "Miss", "HitM" };
	static const char *const more_words[] = { "Fwd", "Peer" };
	unsigned nr;

	outbuf_str(out, "|SNP ");
	nr = print_words(out, bits(data_src, 19, 5), words, 5, true);
	nr += print_words(out, bits(data_src, 38, 2), more_words, 2, !nr);
	if (!nr)
		outbuf_str(out, "N/A");
}

static void print_tlb(uint64_t tlb, struct outbuf *out)
{
	static const char *const words[] = { "N/A", NULL, NULL, "L1", "L2", "Walker", "Fault" };

	outbuf_str(out, "|TLB ");
	if (!print_words(out, tlb, words, 7, true))
		outbuf_str(out, "N/A");
	if (tlb & PERF_MEM_TLB_HIT)
		outbuf_str(out, " hit");
	if (tlb & PERF_MEM_TLB_MISS)
		outbuf_str(out, " miss");
}

static void print_lock_and_block(uint64_t data_src, struct outbuf *out)
{
	uint64_t lock = bits(data_src, 24, 2), block = bits(data_src, 40, 3);

	outbuf_str(out, "|LCK ");
	if (lock & PERF_MEM_LOCK_NA)
		outbuf_str(out, "N/A");
	else
		outbuf_str(out, lock & PERF_MEM_LOCK_LOCKED ? "Yes" : "No");
	outbuf_str(out, "|BLK ");
	if (block & 1 || !block) {
		outbuf_str(out, " N/A");
		return;
	}
	if (block & 2)
		outbuf_str(out, " Data");
	if (block & 4)
		outbuf_str(out, " Addr");
}

void data_src_print(uint64_t data_src, struct outbuf *out)
{
	print_op(bits(data_src, 0, 5), out);
	print_level(data_src, out);
	print_snoop(data_src, out);
	print_tlb(bits(data_src, 26, 7), out);
	print_lock_and_block(data_src, out);
}

/* perf cuts the text here, and pads each to the longest so far. */
#define DATA_SRC_MAX_CHARS 99

void print_data_src(struct worker *w, const struct item *it)
{
	size_t start = w->out->len, len;

	outbuf_hex(w->out, it->sample->data_src, 16);
	outbuf_char(w->out, ' ');
	data_src_print(it->sample->data_src, w->out);
	len = w->out->len - start;
	if (len > DATA_SRC_MAX_CHARS) {
		len = DATA_SRC_MAX_CHARS;
		w->out->len = start + len;
	}
	if (len > w->data_src_width)
		w->data_src_width = len;
	outbuf_fill(w->out, ' ', w->data_src_width - len);
}

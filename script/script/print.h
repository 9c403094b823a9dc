/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The field printers: a row a field, in the order in which perf prints them.
 */
#include <stdint.h>

#include "script/script/printer.h"

struct field_row {
	uint64_t fields; /* printed where one of these is shown */
	void (*print)(struct worker *w, const struct item *it);
};

extern const struct field_row start_rows[];  /* before every record; ends with fields 0 */
extern const struct field_row sample_rows[]; /* of samples only; ends with fields 0 */

/* print_chain.c */
void print_ip(struct worker *w, const struct item *it);
void print_addr(struct worker *w, const struct item *it);
/* " sym+0xoff" and " (dso)" as the plan's frame style says. */
void print_location(struct worker *w, const struct location *loc, unsigned style);

/* print_regs.c */
void print_iregs(struct worker *w, const struct item *it);
void print_uregs(struct worker *w, const struct item *it);

/* print_branch.c */
void print_brstack(struct worker *w, const struct item *it);
/* "COND"; "" where the kind of branch is not known. flags: of struct sample_branch. */
const char *branch_type_name(uint64_t flags);

/* print_memory.c */
void print_data_src(struct worker *w, const struct item *it);
void print_weight(struct worker *w, const struct item *it);
void print_ins_lat(struct worker *w, const struct item *it);
void print_phys_addr(struct worker *w, const struct item *it);
void print_data_page_size(struct worker *w, const struct item *it);
void print_code_page_size(struct worker *w, const struct item *it);
/* "4K", "2M"; "N/A" for 0. */
void print_page_size(uint64_t bytes, struct outbuf *out);
/* "|OP LOAD|LVL L1 hit|..." */
void data_src_print(uint64_t data_src, struct outbuf *out);

/* print_raw.c */
void print_trace(struct worker *w, const struct item *it);
void print_bpf_output(struct worker *w, const struct item *it);

/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Option arguments of `prof record` -> the structs of options.h. All are of type opt_parse_fn,
 * and their errors say what would have been understood.
 */
#include <stdbool.h>

struct err;

/* parse_events.c; the field is a struct event_opts */
int parse_event(void *field, const char *arg, bool unset, struct err *err);
int parse_filter(void *field, const char *arg, bool unset, struct err *err);
int parse_exclude_self(void *field, const char *arg, bool unset, struct err *err);
int parse_cgroups(void *field, const char *arg, bool unset, struct err *err);

/* parse_samples.c */
int parse_freq(void *field, const char *arg, bool unset, struct err *err);
int parse_callgraph(void *field, const char *arg, bool unset, struct err *err);
int parse_clockid(void *field, const char *arg, bool unset, struct err *err);
int parse_regs(void *field, const char *arg, bool unset, struct err *err);
int parse_branch_any(void *field, const char *arg, bool unset, struct err *err);
int parse_branch_filter(void *field, const char *arg, bool unset, struct err *err);

/* parse_output.c */
int parse_ring(void *field, const char *arg, bool unset, struct err *err);
int parse_bytes(void *field, const char *arg, bool unset, struct err *err);
int parse_switch(void *field, const char *arg, bool unset, struct err *err);
int parse_delay(void *field, const char *arg, bool unset, struct err *err);
int parse_control(void *field, const char *arg, bool unset, struct err *err);
int parse_synth(void *field, const char *arg, bool unset, struct err *err);
int parse_compression(void *field, const char *arg, bool unset, struct err *err);

/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * All DSOs of a model, each once: by name, inode and build-id. For this folder's use.
 */
#include "common/abi/record.h"
#include "common/base/hmap.h"
#include "common/base/vec.h"
#include "common/model/dso.h"

struct arena;
struct strtab;

struct dso_table {
	struct arena *arena;  /* the model's */
	struct strtab *names; /* the model's */
	VEC(struct dso *) all;
	struct hmap by_key;    /* hash of the identity -> first struct dso_entry */
	struct hmap build_ids; /* name (by address in `names`) -> struct build_id */
};

void dso_table_init(struct dso_table *t, struct arena *arena, struct strtab *names);
void dso_table_done(struct dso_table *t);

/* The DSO that a user-space mapping is of. */
struct dso *dso_table_add_user(struct dso_table *t, const struct record_mmap *m);

/* The kernel, a module or a BPF program, by the name in its record. */
struct dso *dso_table_add_kernel(struct dso_table *t, enum dso_kind kind, struct str name);

/* For the DSOs of that name, those there are and those to come. */
void dso_table_set_build_id(struct dso_table *t, struct str name, const struct build_id *id);

/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * BTF: only what names the functions of a BPF program. Source: Documentation/bpf/btf.rst.
 */
#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

/* The name of type `id` in a blob of BTF; empty: it has none, or the blob is broken. */
struct str btf_type_name(const void *btf, size_t len, uint32_t id);

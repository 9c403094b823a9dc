/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Features 25, BPF_PROG_INFO, and 26, BPF_BTF: known by name, their contents are not looked at. */
#include "common/perfdata/features/feature.h"

const struct feature feature_bpf_prog_info = { .name = "BPF_PROG_INFO" };
const struct feature feature_bpf_btf = { .name = "BPF_BTF" };

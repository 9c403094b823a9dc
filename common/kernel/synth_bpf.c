/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * BPF programs that were loaded before the recording: as the kernel would have told of them.
 *
 * Source: bpf(2), struct bpf_prog_info in linux/bpf.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/kernel/btf.h"
#include "common/kernel/kallsyms.h"
#include "common/kernel/synth.h"
#include "common/kernel/synth_emit.h"

#define KSYM_TYPE_BPF 1 /* PERF_RECORD_KSYMBOL_TYPE_BPF */
#define PROGRAMS_MAX  65536
#define FUNCTIONS_MAX 4096 /* of a program; the kernel has at most 256 */
#define BTF_BYTES_MAX (16u << 20)

/* One program: what the kernel says, with room for its functions. */
struct program {
	struct bpf_prog_info info;
	uint64_t *addrs;
	uint32_t *lens;
	uint8_t (*tags)[BPF_TAG_SIZE];
	uint8_t *functions; /* info.func_info_rec_size bytes each; the second word is a type id */
	void *btf;          /* or NULL */
	size_t btf_bytes;
};

static long bpf(int command, union bpf_attr *attr)
{
	return syscall(SYS_bpf, command, attr, sizeof(*attr));
}

static int get_info(int fd, void *info, uint32_t len)
{
	union bpf_attr attr = { .info = { .bpf_fd = (uint32_t)fd, .info_len = len } };

	attr.info.info = (uint64_t)(uintptr_t)info;
	return bpf(BPF_OBJ_GET_INFO_BY_FD, &attr) < 0 ? -errno : 0;
}

static uint64_t address_of(const void *p)
{
	return (uint64_t)(uintptr_t)p;
}

static void program_done(struct program *p)
{
	free(p->addrs);
	free(p->lens);
	free(p->tags);
	free(p->functions);
	free(p->btf);
}

/* The BTF that names the functions. Without it they are nameless. */
static void read_btf(struct program *p)
{
	union bpf_attr attr = { .btf_id = p->info.btf_id };
	struct bpf_btf_info info = { 0 };
	AUTO(fd_closep) int fd = (int)bpf(BPF_BTF_GET_FD_BY_ID, &attr);
	AUTO(freep) void *btf = NULL;
	uint32_t bytes;

	if (fd < 0 || get_info(fd, &info, sizeof(info)) < 0 || info.btf_size > BTF_BYTES_MAX)
		return;
	bytes = info.btf_size;
	btf = xzalloc(bytes);
	info = (struct bpf_btf_info){ .btf = address_of(btf), .btf_size = bytes };
	if (get_info(fd, &info, sizeof(info)) < 0)
		return;
	p->btf = take(btf);
	p->btf_bytes = bytes;
}

/* Ask twice: for the numbers, then for as many. False: gone, or not to be seen. */
static bool read_program(int fd, struct program *p)
{
	struct bpf_prog_info first = { 0 };
	uint32_t nr;

	if (get_info(fd, &first, sizeof(first)) < 0)
		return false;
	nr = first.nr_jited_ksyms;
	if (!nr || nr > FUNCTIONS_MAX || first.nr_jited_func_lens != nr || first.nr_prog_tags != nr)
		return false; /* not compiled: it has no addresses */

	p->addrs = xcalloc(nr, sizeof(*p->addrs));
	p->lens = xcalloc(nr, sizeof(*p->lens));
	p->tags = xcalloc(nr, sizeof(*p->tags));
	p->info = (struct bpf_prog_info){
		.nr_jited_ksyms = nr,
		.jited_ksyms = address_of(p->addrs),
		.nr_jited_func_lens = nr,
		.jited_func_lens = address_of(p->lens),
		.nr_prog_tags = nr,
		.prog_tags = address_of(p->tags),
	};
	if (first.btf_id && first.nr_func_info == nr && first.func_info_rec_size >= 8) {
		p->functions = xcalloc(nr, first.func_info_rec_size);
		p->info.nr_func_info = nr;
		p->info.func_info_rec_size = first.func_info_rec_size;
		p->info.func_info = address_of(p->functions);
	}
	if (get_info(fd, &p->info, sizeof(p->info)) < 0 || p->info.nr_jited_ksyms != nr)
		return false;
	if (p->functions)
		read_btf(p);
	return p->addrs[0] != 0; /* 0: kptr_restrict hides them */
}

/* What perf puts behind the tag: the function, or the program where it is only one, or F. */
static struct str function_name(const struct program *p, uint32_t i)
{
	uint32_t type_id;

	if (p->btf) {
		memcpy(&type_id, p->functions + (size_t)i * p->info.func_info_rec_size + 4,
		       sizeof(type_id));
		return btf_type_name(p->btf, p->btf_bytes, type_id);
	}
	if (p->info.nr_jited_ksyms > 1)
		return STR("F");
	return (struct str){ p->info.name, strnlen(p->info.name, sizeof(p->info.name)) };
}

static void put_ksymbol(const struct synth_opts *opts, uint64_t addr, uint32_t len, struct str name,
                        struct outbuf *out)
{
	struct emit e = emit_begin(out, PERF_RECORD_KSYMBOL, 0);

	emit_u64(&e, addr);
	emit_u32(&e, len);
	emit_u16(&e, KSYM_TYPE_BPF);
	emit_u16(&e, 0); /* flags */
	emit_name(&e, name);
	emit_end(&e, opts->format);
}

static void put_program(const struct synth_opts *opts, const struct program *p, struct outbuf *out)
{
	struct emit e;

	for (uint32_t i = 0; i < p->info.nr_jited_ksyms; i++) {
		struct str short_name = function_name(p, i);
		struct outbuf name = { 0 };

		outbuf_str(&name, "bpf_prog_");
		for (unsigned k = 0; k < BPF_TAG_SIZE; k++)
			outbuf_printf(&name, "%02x", p->tags[i][k]);
		if (short_name.len)
			outbuf_char(&name, '_');
		outbuf_view(&name, short_name);
		put_ksymbol(opts, p->addrs[i], p->lens[i], (struct str){ name.data, name.len },
		            out);
		outbuf_done(&name);
	}
	e = emit_begin(out, PERF_RECORD_BPF_EVENT, 0);
	emit_u16(&e, PERF_BPF_EVENT_PROG_LOAD);
	emit_u16(&e, 0); /* flags */
	emit_u32(&e, p->info.id);
	outbuf_bytes(out, p->info.tag, sizeof(p->info.tag));
	emit_end(&e, opts->format);
}

/* Programs of these types are entered through images that the kernel makes: trampolines. */
static bool has_images(uint32_t type)
{
	return type == BPF_PROG_TYPE_TRACING || type == BPF_PROG_TYPE_LSM ||
	       type == BPF_PROG_TYPE_EXT || type == BPF_PROG_TYPE_STRUCT_OPS ||
	       type == BPF_PROG_TYPE_XDP;
}

/* Where the records of images go. */
struct image_sink {
	const struct synth_opts *opts;
	struct outbuf *out;
};

/* Trampolines and dispatchers have no id; only kallsyms tells of them. A page each, as perf. */
static bool put_image(void *ctx, const struct kallsyms_line *line)
{
	const struct image_sink *to = ctx;

	if (str_is(line->module, "bpf") && line->addr &&
	    (str_starts(line->name, STR("bpf_trampoline_")) ||
	     str_starts(line->name, STR("bpf_dispatcher_"))))
		put_ksymbol(to->opts, line->addr, (uint32_t)sysconf(_SC_PAGESIZE), line->name,
		            to->out);
	return true;
}

int synth_bpf(const struct synth_opts *opts, struct outbuf *out, struct err *err)
{
	union bpf_attr next = { .start_id = 0 };
	struct image_sink sink = { opts, out };
	bool images = false;

	if (!opts->need_kernel)
		return 0;
	for (int i = 0; i < PROGRAMS_MAX && bpf(BPF_PROG_GET_NEXT_ID, &next) == 0; i++) {
		union bpf_attr by_id = { .prog_id = next.next_id };
		AUTO(fd_closep) int fd = (int)bpf(BPF_PROG_GET_FD_BY_ID, &by_id);
		AUTO(program_done) struct program program = { 0 };

		if (fd >= 0 && read_program(fd, &program)) {
			put_program(opts, &program, out);
			images |= has_images(program.info.type);
		}
		next = (union bpf_attr){ .start_id = next.next_id };
	}
	if (!images)
		return 0;
	return kallsyms_each(opts->sysroot, put_image, &sink, err);
}

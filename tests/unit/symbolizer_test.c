/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/sysroot.h"
#include "common/base/threads.h"
#include "common/object/symtab.h"
#include "common/symbol/symbolizer.h"
#include "tests/lib/elf_builder.h"

#define TEXT_SVMA 0x401000
#define ID_A      "aaaaaaaaaaaaaaaaaaaa"
#define ID_B      "bbbbbbbbbbbbbbbbbbbb"
#define ID_A_HEX  "6161616161616161616161616161616161616161"
#define ID_A_PATH "/.build-id/61/61616161616161616161616161616161616161"

/* A folder that is all there is: files, /proc, /sys, the build-id cache in /cache. */
struct world {
	char root[64];
	char *cache;
	struct sysroot sysroot;
	struct symbolizer_opts opts;
	struct symbolizer *symbolizer;
};

static struct world world;

static void make_world(void)
{
	snprintf(world.root, sizeof(world.root), "/tmp/prof-symbolizer-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(world.root));
	world.cache = xasprintf("%s/cache", world.root);
	world.sysroot = (struct sysroot){ .root = world.root };
	world.opts = (struct symbolizer_opts){
		.sysroot = &world.sysroot,
		.buildid_dir = world.cache,
	};
	world.symbolizer = symbolizer_new(&world.opts);
}

static void remove_world(void)
{
	AUTO(freep) char *command = xasprintf("rm -rf '%s'", world.root);

	symbolizer_free(world.symbolizer);
	free(world.cache);
	ck_assert_int_eq(system(command), 0);
}

static void write_file(const char *path, const void *bytes, size_t len)
{
	AUTO(freep) char *full = xasprintf("%s%s", world.root, path);
	AUTO(freep) char *dir = xstrndup(full, (size_t)(path_base(full) - full) - 1);
	FILE *f;

	ck_assert_int_eq(make_dirs(dir, NULL), 0);
	f = fopen(full, "w");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(bytes, 1, len, f), len);
	ck_assert_int_eq(fclose(f), 0);
}

static void write_text(const char *path, const char *text)
{
	write_file(path, text, strlen(text));
}

/* A library with one function of that name, at file offset ELF_BUILDER_DATA. */
static void write_elf(const char *path, const char *id, const char *function)
{
	struct elf_builder b = elf_builder(ET_DYN, EM_X86_64);
	AUTO(freep) uint8_t *image = NULL;
	uint8_t code[64] = { 0 };
	uint16_t section;
	size_t len;

	section = elf_builder_section(&b, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR,
	                              TEXT_SVMA, code, sizeof(code));
	elf_builder_segment(&b, PF_R | PF_X, ELF_BUILDER_DATA, TEXT_SVMA, sizeof(code));
	if (id)
		elf_builder_build_id(&b, id);
	if (function)
		elf_builder_symbol(&b, function,
		                   (Elf64_Sym){ .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC),
		                                .st_shndx = section,
		                                .st_value = TEXT_SVMA,
		                                .st_size = 64 });
	image = elf_builder_finish(&b, &len);
	write_file(path, image, len);
}

static struct dso dso_of(enum dso_kind kind, const char *name, const char *id)
{
	struct dso dso = { .id = 1, .kind = kind, .name = name };

	if (id) {
		memcpy(dso.build_id.bytes, id, 20);
		dso.build_id.size = 20;
	}
	return dso;
}

static const char *name_at(const struct dso *dso, uint64_t addr)
{
	const struct symbol *symbol = symbolizer_find(world.symbolizer, dso, addr, NULL);

	return symbol ? symbol->name : "[unknown]";
}

static const struct {
	struct {
		const char *path, *id, *function;
	} files[3];
	const char *recorded_id;
	const char *name; /* expected */
	bool mismatch;
} searches[] = {
	{ { { "/lib/a.so", ID_A, "itself" } }, ID_A, "itself", false },
	{ { { "/lib/a.so", ID_A, "itself" } }, NULL, "itself", false },
	{ { { "/lib/a.so", NULL, "itself" } }, NULL, "itself", false },
	/* Another file is there now: no names rather than wrong ones. */
	{ { { "/lib/a.so", ID_B, "itself" } }, ID_A, "[unknown]", true },
	{ { { "/lib/a.so", NULL, "itself" } }, ID_A, "[unknown]", true },
	/* ... but the one that was recorded may be known elsewhere. */
	{ { { "/lib/a.so", ID_B, "itself" }, { "/cache" ID_A_PATH "/elf", ID_A, "cached" } },
	  ID_A,
	  "cached",
	  false },
	{ { { "/cache" ID_A_PATH "/elf", ID_A, "cached" } }, ID_A, "cached", false },
	{ { { "/cache" ID_A_PATH "/elf", ID_B, "wrong" } }, ID_A, "[unknown]", false },
	/* A stripped file and its debug file. */
	{ { { "/lib/a.so", ID_A, NULL }, { "/usr/lib/debug" ID_A_PATH ".debug", ID_A, "debug" } },
	  ID_A,
	  "debug",
	  false },
	{ { { "/lib/a.so", ID_A, NULL }, { "/usr/lib/debug" ID_A_PATH ".debug", ID_A, "debug" } },
	  NULL,
	  "debug",
	  false },
	{ { { "/lib/a.so", ID_A, NULL }, { "/usr/lib/debug/lib/a.so.debug", ID_A, "debug" } },
	  ID_A,
	  "debug",
	  false },
	{ { { "/lib/a.so", ID_A, NULL }, { "/lib/.debug/a.so", ID_A, "debug" } },
	  ID_A,
	  "debug",
	  false },
	{ { { "/lib/a.so", ID_A, NULL }, { "/lib/.debug/a.so", ID_B, "wrong" } },
	  ID_A,
	  "[unknown]",
	  false },
	{ { { "/lib/a.so", ID_A, NULL } }, ID_A, "[unknown]", false },
	{ { { NULL, NULL, NULL } }, ID_A, "[unknown]", false },
};

START_TEST(a_file_has_the_names_of_the_one_that_was_recorded)
{
	struct dso dso = dso_of(DSO_FILE, "/lib/a.so", searches[_i].recorded_id);
	struct symbolizer_status status;

	for (size_t i = 0; i < 3 && searches[_i].files[i].path; i++)
		write_elf(searches[_i].files[i].path, searches[_i].files[i].id,
		          searches[_i].files[i].function);

	ck_assert(!symbolizer_status(world.symbolizer, &dso).asked);
	ck_assert_str_eq(name_at(&dso, ELF_BUILDER_DATA + 8), searches[_i].name);
	status = symbolizer_status(world.symbolizer, &dso);
	ck_assert(status.asked);
	ck_assert_int_eq(status.has_symbols, strcmp(searches[_i].name, "[unknown]") != 0);
	ck_assert_int_eq(status.has_symbols, status.reason == NULL);
	ck_assert_int_eq(status.build_id_mismatch, searches[_i].mismatch);
}
END_TEST

static const char kallsyms_text[] = "ffffffff81000000 T _text\n"
				    "ffffffff81000100 T kernel_function\n"
				    "ffffffff81001000 T _etext\n"
				    "ffffffffc0000040 t module_function\t[a_mod]\n";
static const char notes_a[] = "\4\0\0\0\24\0\0\0\3\0\0\0GNU\0" ID_A;

START_TEST(the_kernel_has_the_names_of_its_boot)
{
	struct dso dso = dso_of(DSO_KERNEL, "[kernel.kallsyms]", ID_A);
	uint64_t offset = 0;

	dso.base = 0xffffffff91000000; /* another boot, another place */
	dso.base_symbol = "_text";
	write_file("/sys/kernel/notes", notes_a, sizeof(notes_a) - 1);
	write_text("/proc/kallsyms", kallsyms_text);

	ck_assert_str_eq(name_at(&dso, 0xffffffff91000123), "kernel_function");
	symbolizer_find(world.symbolizer, &dso, 0xffffffff91000123, &offset);
	ck_assert_uint_eq(offset, 0x23);
	ck_assert_str_eq(name_at(&dso, 0xffffffff81000123), "[unknown]");
	ck_assert_uint_eq(symbolizer_dso_addr(world.symbolizer, &dso, 0xffffffff81000100),
	                  0xffffffff91000100);
}
END_TEST

START_TEST(another_kernel_has_the_names_of_the_cache_or_none)
{
	struct dso dso = dso_of(DSO_KERNEL, "[kernel.kallsyms]", ID_B);
	struct symbolizer_status status;

	write_file("/sys/kernel/notes", notes_a, sizeof(notes_a) - 1);
	write_text("/proc/kallsyms", kallsyms_text);
	if (_i)
		write_text("/cache/.build-id/62/62626262626262626262626262626262626262/kallsyms",
		           "ffffffff81000100 T cached\n");

	ck_assert_str_eq(name_at(&dso, 0xffffffff81000123), _i ? "cached" : "[unknown]");
	status = symbolizer_status(world.symbolizer, &dso);
	ck_assert_int_eq(status.build_id_mismatch, !_i);
	ck_assert_int_eq(status.mend != NULL, !_i);
}
END_TEST

START_TEST(a_vmlinux_is_used_if_it_is_of_the_recorded_kernel)
{
	struct dso dso = dso_of(DSO_KERNEL, "[kernel.kallsyms]", _i ? ID_A : ID_B);
	AUTO(freep) char *path = xasprintf("%s/boot/vmlinux", world.root);
	AUTO(symbolizer_freep) struct symbolizer *by_option = NULL;
	const struct symbol *symbol;
	uint64_t offset = 0;

	dso.base = TEXT_SVMA + 0x20000000;
	dso.base_symbol = "start_of_text";
	write_elf("/boot/vmlinux", ID_A, "start_of_text");
	ck_assert_str_eq(name_at(&dso, dso.base + 4), _i ? "start_of_text" : "[unknown]");

	world.opts.vmlinux = path;
	by_option = symbolizer_new(&world.opts);
	symbol = symbolizer_find(by_option, &dso, dso.base + 4, &offset);
	ck_assert_int_eq(symbol != NULL, _i);
	ck_assert_uint_eq(offset, _i ? 4 : 0);
	ck_assert_int_eq(symbolizer_status(by_option, &dso).build_id_mismatch, !_i);
	world.opts.vmlinux = NULL;
}
END_TEST

START_TEST(symfs_is_another_machine)
{
	struct dso file = dso_of(DSO_FILE, "/lib/a.so", NULL);
	struct dso kernel = dso_of(DSO_KERNEL, "[kernel.kallsyms]", NULL);
	AUTO(symbolizer_freep) struct symbolizer *s = NULL;

	kernel.id = 2;
	write_elf("/lib/a.so", NULL, "here");
	write_elf("/target/lib/a.so", NULL, "there");
	write_text("/proc/kallsyms", kallsyms_text);
	world.opts.symfs = "/target";
	s = symbolizer_new(&world.opts);
	world.opts.symfs = NULL;

	ck_assert_str_eq(symbolizer_find(s, &file, ELF_BUILDER_DATA, NULL)->name, "there");
	ck_assert_ptr_null(symbolizer_find(s, &kernel, 0xffffffff81000123, NULL));
}
END_TEST

START_TEST(hidden_kernel_addresses_are_told)
{
	struct dso dso = dso_of(DSO_KERNEL, "[kernel.kallsyms]", NULL);

	write_text("/proc/kallsyms", "0000000000000000 T _text\n0000000000000000 T foo\n");
	ck_assert_str_eq(name_at(&dso, 0xffffffff81000123), "[unknown]");
	ck_assert(symbolizer_status(world.symbolizer, &dso).kernel_restricted);
	ck_assert(strstr(symbolizer_status(world.symbolizer, &dso).mend, "kptr_restrict"));
}
END_TEST

START_TEST(a_module_has_its_own_part_of_kallsyms)
{
	struct dso kernel = dso_of(DSO_KERNEL, "[kernel.kallsyms]", NULL);
	struct dso module =
		dso_of(DSO_MODULE, _i ? "/lib/modules/6.1/a-mod.ko.xz" : "[a_mod]", NULL);

	kernel.id = 2;
	module.kernel = &kernel;
	module.base = 0xffffffffc0000000;
	write_text("/proc/kallsyms", kallsyms_text);
	ck_assert_str_eq(name_at(&module, 0x50), "module_function");
}
END_TEST

START_TEST(a_module_that_was_elsewhere_has_no_names)
{
	struct dso module = dso_of(DSO_MODULE, "[a_mod]", NULL);

	module.base = 0xffffffffa0000000;
	write_text("/proc/kallsyms", kallsyms_text);
	ck_assert_str_eq(name_at(&module, 0x50), "[unknown]");
	ck_assert_ptr_nonnull(symbolizer_status(world.symbolizer, &module).reason);
}
END_TEST

START_TEST(a_perf_map_is_read_again_when_it_has_grown)
{
	struct dso dso = dso_of(DSO_JIT, "/tmp/perf-7.map", NULL);

	dso.pid = 7;
	ck_assert_str_eq(name_at(&dso, 0x1004), "[unknown]");
	ck_assert(symbolizer_status(world.symbolizer, &dso).map_file_missing);

	write_text("/tmp/perf-7.map", "1000 10 first\n");
	usleep(150000); /* it is not looked for at each miss */
	ck_assert_str_eq(name_at(&dso, 0x1004), "first");
	write_text("/tmp/perf-7.map", "1000 10 first\n2000 10 second\n");
	usleep(150000);
	ck_assert_str_eq(name_at(&dso, 0x2004), "second");
	ck_assert_str_eq(name_at(&dso, 0x1004), "first");
}
END_TEST

START_TEST(the_map_of_a_process_in_a_container_is_found)
{
	struct dso dso = dso_of(DSO_JIT, "/tmp/perf-70.map", NULL);

	dso.pid = 70;
	write_text("/proc/70/status", "Name:\tjava\nNSpid:\t70\t3\nFDSize:\t64\n");
	write_text("/proc/70/root/tmp/perf-3.map", "1000 10 inside\n");
	write_text("/tmp/perf-70.map", "1000 10 outside\n");
	ck_assert_str_eq(name_at(&dso, 0x1004), "inside");
}
END_TEST

START_TEST(a_deleted_file_is_found_in_the_process_that_runs_it)
{
	struct dso dso = dso_of(DSO_FILE, "/bin/gone (deleted)", _i ? ID_A : ID_B);

	dso.seen_pid = 70;
	write_elf("/proc/70/exe", ID_A, "still_running");
	ck_assert_str_eq(name_at(&dso, ELF_BUILDER_DATA), _i ? "still_running" : "[unknown]");
}
END_TEST

START_TEST(a_deleted_library_is_found_among_the_mapped_files)
{
	struct dso dso = dso_of(DSO_FILE, "/lib/gone.so (deleted)", ID_A);

	dso.seen_pid = 70;
	write_text("/proc/70/maps", "1000-2000 r-xp 00000000 08:01 7  /lib/other.so\n"
	                            "3000-4000 r-xp 00000000 08:01 8  /lib/gone.so (deleted)\n");
	write_elf("/proc/70/map_files/3000-4000", ID_A, "still_mapped");
	ck_assert_str_eq(name_at(&dso, ELF_BUILDER_DATA), "still_mapped");
}
END_TEST

START_TEST(a_file_of_a_container_is_found_by_its_process)
{
	struct dso dso = dso_of(DSO_FILE, "/app/server", ID_A);

	dso.seen_pid = 70;
	write_elf("/proc/70/root/app/server", ID_A, "inside");
	ck_assert_str_eq(name_at(&dso, ELF_BUILDER_DATA), "inside");
}
END_TEST

START_TEST(a_bpf_program_is_its_own_symbol)
{
	struct dso dso = dso_of(DSO_BPF, "bpf_prog_6deef7357e7b4530_sd_devices", NULL);
	uint64_t offset = 0;

	ck_assert_ptr_nonnull(symbolizer_find(world.symbolizer, &dso, 0x1c, &offset));
	ck_assert_uint_eq(offset, 0x1c);
	ck_assert_str_eq(name_at(&dso, 0x1c), dso.name);
}
END_TEST

#define NR_ASKERS 4
#define NR_DSOS   200

static void ask_all(void *ctx, size_t asker)
{
	const struct dso *dsos = ctx;

	for (size_t i = 0; i < NR_DSOS; i++) {
		const struct dso *dso = &dsos[(i * 7 + asker * 50) % NR_DSOS];
		const struct symbol *symbol =
			symbolizer_find(world.symbolizer, dso, ELF_BUILDER_DATA, NULL);

		if (!symbol || strcmp(symbol->name, "foo::bar") != 0)
			abort();
	}
}

START_TEST(several_threads_ask_at_once)
{
	static struct dso dsos[NR_DSOS];

	write_elf("/lib/a.so", ID_A, "_ZN3foo3barEv");
	for (uint32_t i = 0; i < NR_DSOS; i++) {
		dsos[i] = dso_of(DSO_FILE, "/lib/a.so", ID_A);
		dsos[i].id = i;
	}
	threads_run(NR_ASKERS, NR_ASKERS, ask_all, dsos);
}
END_TEST

TCase *symbolizer_tests(void)
{
	TCase *tc = tcase_create("symbolizer");

	tcase_add_checked_fixture(tc, make_world, remove_world);
	tcase_add_loop_test(tc, a_file_has_the_names_of_the_one_that_was_recorded, 0,
	                    sizeof(searches) / sizeof(searches[0]));
	tcase_add_test(tc, the_kernel_has_the_names_of_its_boot);
	tcase_add_loop_test(tc, another_kernel_has_the_names_of_the_cache_or_none, 0, 2);
	tcase_add_loop_test(tc, a_vmlinux_is_used_if_it_is_of_the_recorded_kernel, 0, 2);
	tcase_add_test(tc, symfs_is_another_machine);
	tcase_add_test(tc, hidden_kernel_addresses_are_told);
	tcase_add_loop_test(tc, a_module_has_its_own_part_of_kallsyms, 0, 2);
	tcase_add_test(tc, a_module_that_was_elsewhere_has_no_names);
	tcase_add_test(tc, a_perf_map_is_read_again_when_it_has_grown);
	tcase_add_test(tc, the_map_of_a_process_in_a_container_is_found);
	tcase_add_loop_test(tc, a_deleted_file_is_found_in_the_process_that_runs_it, 0, 2);
	tcase_add_test(tc, a_deleted_library_is_found_among_the_mapped_files);
	tcase_add_test(tc, a_file_of_a_container_is_found_by_its_process);
	tcase_add_test(tc, a_bpf_program_is_its_own_symbol);
	tcase_add_test(tc, several_threads_ask_at_once);
	return tc;
}

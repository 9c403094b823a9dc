/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/machine_facts.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/sysroot.h"
#include "common/kernel/cpus.h"
#include "common/kernel/tracefs.h"

static const struct sysroot server = { .root = TEST_DATA "/sysroot-server" };
static const struct sysroot nothing = { .root = TEST_DATA "/sysroot-none" };

START_TEST(facts_come_from_proc_and_sys)
{
	struct machine_facts facts;
	struct err err = { 0 };

	ck_assert_msg(machine_facts_read(&server, &facts, &err) == 0, "%s", err.msg);
	ck_assert_int_eq(facts.perf_event_paranoid, 3);
	ck_assert(!facts.no_perf_events);
	ck_assert_uint_eq(facts.perf_event_mlock_kb, 516);
	ck_assert_uint_eq(facts.max_sample_rate_hz, 50000);
	ck_assert_uint_eq(facts.max_stack, 127);
	ck_assert_int_eq(facts.kptr_restrict, 1);
	ck_assert_uint_eq(facts.kernel_version, 0x0601);
	ck_assert(!facts.is_root);
	ck_assert(facts.cap_perfmon); /* bit 38 */
	ck_assert(!facts.cap_sys_admin);
	ck_assert(!facts.in_user_namespace);
	ck_assert(facts.in_container_hint); /* another pid namespace */
	ck_assert(facts.seccomp_filter);
	ck_assert_uint_eq(facts.nofile_used, 3); /* of 4: one would be the folder's own */
	ck_assert_uint_eq(facts.nr_cpus_online, 3);
	ck_assert_uint_eq(facts.cpus_online[1], 2);
	ck_assert_uint_eq(facts.nr_cpus_possible, 8);
	ck_assert(facts.tracefs_mounted);
	ck_assert(facts.tracefs_readable);
	ck_assert(facts.has_cpu_pmu);
	ck_assert(!machine_facts_perfmon(&facts)); /* paranoid 3 */
	ck_assert(!machine_facts_kernel_addresses(&facts));
	machine_facts_done(&facts);
}
END_TEST

START_TEST(without_cpus_there_are_no_facts)
{
	struct machine_facts facts;
	struct err err = { 0 };

	ck_assert_int_eq(machine_facts_read(&nothing, &facts, &err), -ENOENT);
	ck_assert_ptr_nonnull(strstr(err.msg, "/sys/devices/system/cpu/online"));
}
END_TEST

static const struct {
	int kptr_restrict, paranoid;
	bool cap_syslog, shown;
} kernel_addresses[] = {
	{ 0, 1, false, true },  { 0, 2, false, false }, { 0, 2, true, true },
	{ 1, 1, false, false }, { 1, 4, true, true },   { 2, 0, true, false },
};

START_TEST(kernel_addresses_are_shown_as_the_kernel_decides)
{
	struct machine_facts facts = { .kptr_restrict = kernel_addresses[_i].kptr_restrict,
		                       .perf_event_paranoid = kernel_addresses[_i].paranoid,
		                       .cap_syslog = kernel_addresses[_i].cap_syslog };

	ck_assert_int_eq(machine_facts_kernel_addresses(&facts), kernel_addresses[_i].shown);
}
END_TEST

static const struct {
	const char *text;
	int result;
	const char *msg;
} cpu_lists[] = {
	{ "0,2-3", 0, "" },
	{ "2", 0, "" },
	{ "0-3", -ENODEV, "cpu 1 is offline; online are 0,2-3" },
	{ "9", -ENODEV, "there is no cpu 9; online are 0,2-3" },
	{ "a", -EINVAL, "'a' is no list of cpus, such as 0-3,7" },
	{ "", -EINVAL, "'' is no list of cpus, such as 0-3,7" },
	{ "3-1", -EINVAL, "'3-1' is no list of cpus, such as 0-3,7" },
	{ "0-99999999", -EINVAL, "'0-99999999' is no list of cpus, such as 0-3,7" },
};

START_TEST(a_list_of_cpus_names_online_ones)
{
	static const uint32_t online[] = { 0, 2, 3 };
	struct machine_facts facts = { .cpus_online = online,
		                       .nr_cpus_online = 3,
		                       .nr_cpus_possible = 8 };
	AUTO(freep) uint32_t *cpus = NULL;
	struct err err = { 0 };
	size_t nr;

	ck_assert_int_eq(cpus_parse(cpu_lists[_i].text, &facts, &cpus, &nr, &err),
	                 cpu_lists[_i].result);
	ck_assert_str_eq(err.msg, cpu_lists[_i].msg);
}
END_TEST

START_TEST(tracefs_is_found_by_its_mount)
{
	AUTO(freep) char *found = tracefs_find(&server);
	AUTO(freep) char *none = tracefs_find(&nothing);
	AUTO(freep) char *opened = NULL;
	struct err err = { 0 };

	ck_assert_str_eq(found, "/sys/kernel/tracing");
	ck_assert_ptr_null(none);
	ck_assert_int_eq(tracefs_open(&server, &opened, &err), 0);
	ck_assert_str_eq(opened, "/sys/kernel/tracing");
}
END_TEST

static const struct {
	int error;
	bool mounted, readable;
	const char *msg, *hint;
} tracefs_errors[] = {
	{ ENOENT, false, false, "sched:x: tracefs is not mounted", "sudo mount -t tracefs" },
	{ EACCES, true, false, "sched:x: tracefs is mounted, but only root may read it",
	  "mount -o remount,gid=GROUP" },
	{ ENOENT, true, true, "sched:x: No such file or directory", "" },
};

START_TEST(a_tracefs_error_tells_the_cause)
{
	struct machine_facts facts = { .tracefs_mounted = tracefs_errors[_i].mounted,
		                       .tracefs_readable = tracefs_errors[_i].readable };
	struct err err = { 0 };

	ck_assert_int_eq(tracefs_explain(tracefs_errors[_i].error, "sched:x", &facts, &err),
	                 -tracefs_errors[_i].error);
	ck_assert_str_eq(err.msg, tracefs_errors[_i].msg);
	ck_assert_ptr_nonnull(strstr(err.hint, tracefs_errors[_i].hint));
}
END_TEST

#define NR(table) (int)(sizeof(table) / sizeof((table)[0]))

TCase *machine_facts_tests(void)
{
	TCase *tc = tcase_create("machine_facts");

	tcase_add_test(tc, facts_come_from_proc_and_sys);
	tcase_add_test(tc, without_cpus_there_are_no_facts);
	tcase_add_loop_test(tc, kernel_addresses_are_shown_as_the_kernel_decides, 0,
	                    NR(kernel_addresses));
	tcase_add_loop_test(tc, a_list_of_cpus_names_online_ones, 0, NR(cpu_lists));
	tcase_add_test(tc, tracefs_is_found_by_its_mount);
	tcase_add_loop_test(tc, a_tracefs_error_tells_the_cause, 0, NR(tracefs_errors));
	return tc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs all unit tests: no root, no kernel, no network. PROF_UNIT=name runs one test case. */
#include <check.h>
#include <stdlib.h>

void add_all_tests(Suite *suite);

int main(void)
{
	Suite *suite = suite_create("prof");
	SRunner *runner;
	int nr_failed;

	add_all_tests(suite);
	runner = srunner_create(suite);
	srunner_run(runner, NULL, getenv("PROF_UNIT"), CK_NORMAL);
	nr_failed = srunner_ntests_failed(runner) + (srunner_ntests_run(runner) == 0);
	srunner_free(runner);
	return nr_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

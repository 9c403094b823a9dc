/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * busy PROCESSES ROUNDS: a machine at work, the same amount each time.
 *
 * Each process computes in call chains of changing depth and makes a system call now and then.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile unsigned sink;

static __attribute__((noinline)) unsigned descend(unsigned depth, unsigned seed)
{
	for (unsigned i = 0; i < 64; i++)
		seed = seed * 1664525u + 1013904223u;
	if (depth)
		seed += descend(depth - 1, seed);
	sink += seed; /* keeps the call from becoming a jump */
	return seed;
}

static void work(unsigned long nr_rounds)
{
	int zero = open("/dev/zero", O_RDONLY);
	char page[4096];

	for (unsigned long i = 0; i < nr_rounds; i++) {
		descend(5 + i % 30, (unsigned)i);
		if (i % 16 == 0 && read(zero, page, sizeof(page)) < 0)
			_exit(1);
	}
	_exit(0);
}

int main(int argc, char **argv)
{
	unsigned long nr = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
	unsigned long nr_rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 100000;
	int status, failed = 0;

	for (unsigned long i = 0; i < nr; i++)
		if (fork() == 0)
			work(nr_rounds);
	while (wait(&status) > 0)
		failed |= status;
	return failed != 0;
}

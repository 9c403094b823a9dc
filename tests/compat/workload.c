/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A little of everything that a recording can show, in a known order and a short time:
 * call chains (also of mangled names and through a PLT), threads, children with names of their
 * own, page faults, system calls, memory maps and writes to a variable at a fixed address.
 *
 *	workload [MS]		all of it, MS milliseconds of computing (default: 20)
 *	workload --watched	print the address of the variable (the program is not relocated)
 *	workload --forever	start threads, say "ready" on stdout, and compute now and then
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NOINLINE __attribute__((noinline))

volatile uint64_t watched;

/* Names as C++ and Rust compilers make them. */
uint64_t in_cplusplus(uint64_t n) __asm__("_ZN8workload5innerERKSt6vectorIiSaIiEEm");
uint64_t in_rust(uint64_t n) __asm__("_ZN8workload5inner17h0123456789abcdefE");

NOINLINE uint64_t in_cplusplus(uint64_t n)
{
	for (uint64_t i = 0; i < n; i++)
		watched = watched * 6364136223846793005U + i;
	return watched;
}

NOINLINE uint64_t in_rust(uint64_t n)
{
	return in_cplusplus(n) + 1;
}

NOINLINE static uint64_t deep(uint64_t n, int depth)
{
	return depth ? deep(n, depth - 1) + 1 : in_rust(n);
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The C library calls back, and is called through the PLT. */
NOINLINE static void in_libraries(void)
{
	static uint32_t values[256];
	char text[64];

	for (uint32_t i = 0; i < 256; i++) {
		snprintf(text, sizeof(text), "%u", i * 2654435761U);
		values[i] = (uint32_t)strlen(text) * i;
	}
	qsort(values, 256, sizeof(values[0]), by_value);
}

NOINLINE static void compute(uint64_t ms)
{
	uint64_t end = now_ns() + ms * 1000000;

	do {
		deep(20000, 12);
		in_libraries();
	} while (now_ns() < end);
}

NOINLINE static void fault(void)
{
	size_t bytes = 256 * 1024;
	char *pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED)
		return;
	for (size_t i = 0; i < bytes; i += 4096)
		pages[i] = 1;
	munmap(pages, bytes);
}

static void *thread(void *ms)
{
	prctl(PR_SET_NAME, "a thread");
	compute(*(uint64_t *)ms);
	return NULL;
}

NOINLINE static void child(void)
{
	pid_t pid = fork();

	if (pid < 0)
		return;
	if (pid == 0) {
		fault();
		execl("/bin/true", "true", NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

static void *now_and_then(void *unused)
{
	for (;;) {
		compute(4);
		usleep(2000);
	}
	return unused;
}

int main(int argc, char **argv)
{
	uint64_t ms = 20, third;
	pthread_t other;

	if (argc > 1 && !strcmp(argv[1], "--watched"))
		return printf("%#lx\n", (unsigned long)(uintptr_t)&watched) < 0;
	if (argc > 1 && !strcmp(argv[1], "--forever")) {
		if (pthread_create(&other, NULL, now_and_then, NULL) || puts("ready") < 0 ||
		    fflush(stdout))
			return 1;
		now_and_then(NULL);
	}
	if (argc > 1)
		ms = strtoul(argv[1], NULL, 10);
	third = ms / 3;
	compute(third);
	fault();
	child();
	if (pthread_create(&other, NULL, thread, &third))
		return 1;
	pthread_join(other, NULL);
	compute(third);
	return 0;
}

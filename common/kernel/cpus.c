/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/cpus.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/kernel/machine_facts.h"

#define LIST_BYTES_MAX (1u << 20)

static int read_list(const struct sysroot *sr, const char *name, uint32_t **ret, size_t *nr,
                     struct err *err)
{
	AUTO(freep) char *path = sysroot_path(sr, "/sys/devices/system/cpu/%s", name);
	AUTO(freep) char *text = NULL;
	int r;

	r = file_read(path, LIST_BYTES_MAX, &text, NULL, err);
	if (r < 0)
		return r;
	if (!num_list(str_trim(str_of(text)), CPUS_MAX - 1, ret, nr))
		return err_set(err, EBADMSG, "%s: '%.*s' is no list of cpus", path,
		               STR_ARG(str_trim(str_of(text))));
	return 0;
}

int cpus_online(const struct sysroot *sr, uint32_t **ret, size_t *nr, struct err *err)
{
	return read_list(sr, "online", ret, nr, err);
}

int cpus_possible(const struct sysroot *sr, uint32_t **ret, size_t *nr, struct err *err)
{
	return read_list(sr, "possible", ret, nr, err);
}

/* "0-3,7" */
static void print_list(const uint32_t *cpus, size_t nr, struct outbuf *out)
{
	for (size_t i = 0; i < nr; i++) {
		size_t last = i;

		while (last + 1 < nr && cpus[last + 1] == cpus[last] + 1)
			last++;
		if (i)
			outbuf_char(out, ',');
		outbuf_u64(out, cpus[i], 0);
		if (last > i) {
			outbuf_char(out, '-');
			outbuf_u64(out, cpus[last], 0);
		}
		i = last;
	}
}

static bool is_online(const struct machine_facts *facts, uint32_t cpu)
{
	for (uint32_t i = 0; i < facts->nr_cpus_online; i++)
		if (facts->cpus_online[i] == cpu)
			return true;
	return false;
}

int cpus_parse(const char *text, const struct machine_facts *facts, uint32_t **ret, size_t *nr,
               struct err *err)
{
	AUTO(freep) uint32_t *cpus = NULL;
	AUTO(freep) char *online = NULL;
	struct outbuf list = { 0 };
	size_t len = 0;

	if (!num_list(str_of(text), CPUS_MAX - 1, &cpus, &len))
		return err_set(err, EINVAL, "'%s' is no list of cpus, such as 0-3,7", text);

	for (size_t i = 0; i < len; i++) {
		if (is_online(facts, cpus[i]))
			continue;
		print_list(facts->cpus_online, facts->nr_cpus_online, &list);
		online = outbuf_take(&list);
		if (cpus[i] < facts->nr_cpus_possible)
			return err_set(err, ENODEV, "cpu %u is offline; online are %s", cpus[i],
			               online);
		return err_set(err, ENODEV, "there is no cpu %u; online are %s", cpus[i], online);
	}
	*ret = take(cpus);
	*nr = len;
	return 0;
}

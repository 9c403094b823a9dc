/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands before every record: comm, pid/tid, cpu, misc, time of day, time. */
#include <stdio.h>
#include <time.h>

#include "script/script/options.h"
#include "script/script/print.h"

#define NS_PER_SECOND UINT64_C(1000000000)
#define NS_PER_US     UINT64_C(1000)

struct str item_comm(const struct item *it, char buffer[static ITEM_COMM_BYTES])
{
	const struct comm *comm = it->thread ? thread_comm(it->thread, it->seq) : NULL;

	if (comm)
		return (struct str){ comm->text, comm->len };
	if (!it->tid)
		return STR("swapper");
	snprintf(buffer, ITEM_COMM_BYTES, ":%d", (int)it->tid);
	return str_of(buffer);
}

static void print_comm(struct worker *w, const struct item *it)
{
	char buffer[ITEM_COMM_BYTES];
	struct str comm = item_comm(it, buffer);

	if (w->printer->opts->latency) {
		comm.len = comm.len < 8 ? comm.len : 8;
		outbuf_right(w->out, comm, 8);
	} else if (it->plan->chain) {
		outbuf_view(w->out, comm);
	} else {
		outbuf_right(w->out, comm, 16);
	}
	outbuf_char(w->out, ' ');
}

static void print_tid(struct worker *w, const struct item *it)
{
	const uint64_t both = FIELD_BIT(FIELD_PID) | FIELD_BIT(FIELD_TID);
	uint64_t fields = it->plan->fields & both;
	size_t start;

	outbuf_i64(w->out,
	           (int32_t)(fields == FIELD_BIT(FIELD_TID) ? it->sample->tid : it->sample->pid),
	           5);
	if (fields == both) {
		outbuf_char(w->out, '/');
		start = w->out->len;
		outbuf_i64(w->out, (int32_t)it->sample->tid, 0);
		if (w->out->len - start < 5)
			outbuf_fill(w->out, ' ', 5 - (w->out->len - start));
	}
	outbuf_char(w->out, ' ');
}

static void print_cpu(struct worker *w, const struct item *it)
{
	int64_t cpu = (int32_t)it->sample->cpu;

	if (w->printer->opts->latency) {
		outbuf_i64(w->out, cpu, 3);
		outbuf_char(w->out, ' ');
		return;
	}
	outbuf_char(w->out, '[');
	if (cpu < 0)
		outbuf_printf(w->out, "%03d", (int)cpu);
	else
		outbuf_u64_zeros(w->out, (uint64_t)cpu, 3);
	outbuf_str(w->out, "] ");
}

#define MISC_WIDTH 6

static void print_misc(struct worker *w, const struct item *it)
{
	static const char modes[] = { ' ', 'K', 'U', 'H', 'G', 'g' };
	uint32_t type = it->in->rec.header->type;
	uint16_t misc = it->in->rec.header->misc, mode = misc & PERF_RECORD_MISC_CPUMODE_MASK;
	size_t start = w->out->len;

	if (mode && mode < sizeof(modes))
		outbuf_char(w->out, modes[mode]);
	if ((type == PERF_RECORD_MMAP || type == PERF_RECORD_MMAP2) &&
	    misc & PERF_RECORD_MISC_MMAP_DATA)
		outbuf_char(w->out, 'M');
	if (type == PERF_RECORD_COMM && misc & PERF_RECORD_MISC_COMM_EXEC)
		outbuf_char(w->out, 'E');
	if ((type == PERF_RECORD_SWITCH || type == PERF_RECORD_SWITCH_CPU_WIDE) &&
	    misc & PERF_RECORD_MISC_SWITCH_OUT)
		outbuf_str(w->out, misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT ? "Sp" : "S");
	outbuf_fill(w->out, ' ', MISC_WIDTH - (w->out->len - start));
}

static void print_tod(struct worker *w, const struct item *it)
{
	uint64_t ns = it->sample->time_ns + (uint64_t)w->printer->tod_offset_ns;
	time_t seconds = (time_t)(ns / NS_PER_SECOND);
	struct tm tm;
	char text[64];

	if (!localtime_r(&seconds, &tm) || !strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &tm))
		return;
	outbuf_str(w->out, text);
	outbuf_char(w->out, '.');
	if (w->printer->opts->nanoseconds)
		outbuf_u64_zeros(w->out, ns % NS_PER_SECOND, 9);
	else
		outbuf_u64_zeros(w->out, ns % NS_PER_SECOND / NS_PER_US, 6);
	outbuf_char(w->out, ' ');
}

/* The time that is shown: as it is, since the first, or since the one before. */
static uint64_t shown_time_ns(struct worker *w, uint64_t time_ns)
{
	uint64_t ns = time_ns;

	if (w->printer->opts->reltime) {
		if (!w->first_ns)
			w->first_ns = time_ns;
		ns = time_ns - w->first_ns;
	} else if (w->printer->opts->deltatime) {
		ns = w->previous_ns ? time_ns - w->previous_ns : 0;
		w->previous_ns = time_ns;
	}
	return ns;
}

static void print_time(struct worker *w, const struct item *it)
{
	uint64_t ns = shown_time_ns(w, it->sample->time_ns);

	outbuf_u64(w->out, ns / NS_PER_SECOND, 5);
	outbuf_char(w->out, '.');
	if (w->printer->opts->nanoseconds)
		outbuf_u64_zeros(w->out, ns % NS_PER_SECOND, 9);
	else
		outbuf_u64_zeros(w->out, ns % NS_PER_SECOND / NS_PER_US, 6);
	outbuf_str(w->out, ": ");
}

const struct field_row start_rows[] = {
	{ FIELD_BIT(FIELD_COMM), print_comm },
	{ FIELD_BIT(FIELD_PID) | FIELD_BIT(FIELD_TID), print_tid },
	{ FIELD_BIT(FIELD_CPU), print_cpu },
	{ FIELD_BIT(FIELD_MISC), print_misc },
	{ FIELD_BIT(FIELD_TOD), print_tod },
	{ FIELD_BIT(FIELD_TIME), print_time },
	{ 0, NULL },
};

void print_start(struct worker *w, const struct item *it)
{
	for (size_t i = 0; i < it->plan->nr_start_rows; i++)
		it->plan->rows[i]->print(w, it);
}

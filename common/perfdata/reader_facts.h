/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What a reader met that its user should hear about, as sentences.
 */
struct outbuf;
struct pdata_reader;

/*
 * A line "Warning: ..." for each: unknown types, damaged features, a file that is
 * cut or was never finished. Of a healthy file nothing. To be asked when all of it was read.
 */
void pdata_reader_facts_print(const struct pdata_reader *reader, struct outbuf *out);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tests/data/elf/minidebug was built from. */
__attribute__((noinline)) static int hidden_one(int x)
{
	return x * 3;
}
int exported(int x)
{
	return hidden_one(x) + 1;
}

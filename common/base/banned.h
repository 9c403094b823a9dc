/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Functions that nothing here may call, with the reason. Force-included by the build.
 */
#ifndef __cplusplus
#include <stdio.h>  /* IWYU pragma: keep; declares what is poisoned below */
#include <stdlib.h> /* IWYU pragma: keep */
#include <string.h> /* IWYU pragma: keep */

#pragma GCC poison strcpy strcat strncpy strncat \
	stpcpy                           /* no bound, or no end: use outbuf, xasprintf */
#pragma GCC poison sprintf vsprintf gets /* no bound: use outbuf, snprintf */
#pragma GCC poison atoi atol atoll atof  /* no error: use num.h */
#pragma GCC poison strtok                /* hidden state: use str_split */
#endif

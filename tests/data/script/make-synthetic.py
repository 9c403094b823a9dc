#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes small perf.data files with what a machine without a PMU cannot record: branch stacks,
memory samples, BPF output, all types of records. The layout is that of Linux 6.1's
tools/perf/Documentation/perf.data-file-format.txt.

Usage: make-synthetic.py FOLDER
"""
import struct, sys

IP, TID, TIME, ADDR, READ, CALLCHAIN, ID, CPU, PERIOD, STREAM_ID, RAW, BRANCH = [1 << i for i in range(12)]
REGS_USER, STACK_USER, WEIGHT, DATA_SRC, IDENTIFIER, TRANSACTION, REGS_INTR, PHYS = [1 << i for i in range(12, 20)]
AUX, CGROUP, DPS, CPS, WSTRUCT = [1 << i for i in range(20, 25)]


def attr(type_, config, sample_type, read_format=0, branch=0, regs_user=0, regs_intr=0, period=1):
    flags = 1 << 18  # sample_id_all
    b = struct.pack('<IIQQQQQ', type_, 128, config, period, sample_type, read_format, flags)
    b += struct.pack('<IIQQ', 0, 0, 0, 0)
    b += struct.pack('<QQIiQIHH', branch, regs_user, 0, 0, regs_intr, 0, 0, 0)
    b += struct.pack('<IIQ', 0, 0, 0)
    assert len(b) == 128, len(b)
    return b


def rec(type_, misc, body):
    body += b'\0' * (-len(body) % 8)
    return struct.pack('<IHH', type_, misc, 8 + len(body)) + body


def name(s):
    b = s.encode() + b'\0'
    return b + b'\0' * (-len(b) % 8)


def write(path, attrs, ids, records):
    """attrs: list of 128 bytes; ids: list of lists; records: list of bytes"""
    out = bytearray(104)
    idsecs = []
    for l in ids:
        idsecs.append((len(out), 8 * len(l)))
        for i in l:
            out += struct.pack('<Q', i)
    attr_off = len(out)
    for a, (o, n) in zip(attrs, idsecs):
        out += a + struct.pack('<QQ', o, n)
    data_off = len(out)
    data = b''.join(records)
    out += data
    struct.pack_into('<8s12Q', out, 0, b'PERFILE2', 104, 144, attr_off, 144 * len(attrs), data_off, len(data),
                     0, 0, 0, 0, 0, 0)
    open(path, 'wb').write(out)


def tail(pid, tid, time, cpu=None, ident=None):
    b = struct.pack('<IIQ', pid, tid, time)
    if cpu is not None:
        b += struct.pack('<II', cpu, 0)
    if ident is not None:
        b += struct.pack('<Q', ident)
    return b


def world(t):
    """comm and maps of process 100"""
    return [
        rec(3, 0x2000, struct.pack('<II', 100, 100) + name('prog') + t(100, 100, 1000)),
        rec(10, 2, struct.pack('<IIQQQIIQQII', 100, 100, 0x400000, 0x10000, 0, 8, 1, 77, 0, 5, 2) + name('/nonexistent/prog') + t(100, 100, 1001)),
    ]


if __name__ == '__main__':
    where = sys.argv[1] if len(sys.argv) > 1 else '.'
    # branch stacks
    st = IP | TID | TIME | BRANCH
    recs = world(tail)
    for k in range(40):
        entries = []
        for j in range(3):
            flags = (1 << (k % 20)) if k < 20 else (k * 0x9e3779b97f4a7c15 >> j) & 0x3fffffff
            entries.append(struct.pack('<QQQ', 0x400100 + 16 * k + j, 0x400200 + k, flags))
        entries.append(struct.pack('<QQQ', 0xffffffff81000010, 0x7000, 1))
        recs.append(rec(9, 2, struct.pack('<QIIQ', 0x400100 + k, 100, 100, 2000000 + k * 1000) + struct.pack('<Q', len(entries)) + b''.join(entries)))
    write(where + '/brstack.data', [attr(0, 0, st, branch=8 | (1 << 16))], [[]], recs)
    # data_src, weights
    st = IP | TID | TIME | ADDR | PERIOD | DATA_SRC | WSTRUCT | PHYS | DPS | CPS
    recs = world(tail)
    srcs = [1 << i for i in range(64)] + [(k * 0x9e3779b97f4a7c15) & ((1 << 64) - 1) for k in range(1, 40)]
    srcs += [0, 0x1e05080021, 0x68100142, 0x5080022, 0x668100842]
    for k, d in enumerate(srcs):
        recs.append(rec(9, 2, struct.pack('<QIIQQQ', 0x400100 + k, 100, 100, 2000000 + k * 1000, 0x500000 + k, k) +
                        struct.pack('<Q', k | (k * 3) << 32) + struct.pack('<Q', d) +
                        struct.pack('<QQQ', 0x1234000 + k, (4096, 2 << 20, 1 << 30, 65536, 0, 1)[k % 6], (0, 4096)[k % 2])))
    write(where + '/mem.data', [attr(4, 0x1cd, st)], [[]], recs)
    # bpf output
    st = IP | TID | TIME | RAW | CPU
    t = lambda p, i, n: tail(p, i, n, 1)
    recs = world(t)
    for k, raw in enumerate([b'hello world\0', b'\x01\x02\x03\x04' * 7, b'', b'abc', b'A long line of text that goes over sixteen\0\0']):
        pad = -(4 + len(raw)) % 8
        raw += b'\0' * pad
        recs.append(rec(9, 2, struct.pack('<QIIQII', 0x400100 + k, 100, 100, 2000000 + k * 1000, 1, 0) + struct.pack('<I', len(raw)) + raw))
    write(where + '/bpf.data', [attr(1, 10, st)], [[]], recs)
    # call chains: kernel and user, empty, a marker that nobody knows, deeper than --max-stack
    st = IP | TID | TIME | CALLCHAIN | PERIOD
    recs = world(tail)
    kernel, user = (1 << 64) - 128, (1 << 64) - 512
    chains = [[kernel, 0xffffffff81000010, 0xffffffff81000020, user, 0x400100, 0x400200, 0],
              [user, 0x400100, 0x400200], [], [user, 0x400100, (1 << 64) - 127], [0x400100, 0x7000],
              [user] + [0x400000 + 8 * k for k in range(140)]]
    for k, chain in enumerate(chains + chains):
        recs.append(rec(9, 2, struct.pack('<QIIQQ', 0x400100 + k, 100, 100, 2000000 + k * 1000, 1000 + k) +
                        struct.pack('<Q', len(chain)) + struct.pack('<%dQ' % len(chain), *chain)))
    write(where + '/chains.data', [attr(1, 0, st)], [[]], recs)
    # every record type
    st = IP | TID | TIME | CPU | PERIOD
    recs = world(t)
    now = 5000
    def add(type_, misc, body):
        global now
        now += 1000
        recs.append(rec(type_, misc, body + t(100, 100, now)))
    add(1, 2, struct.pack('<IIQQQ', 100, 100, 0x500000, 0x1000, 0x2000) + name('/nonexistent/lib.so'))
    add(1, 2 | 0x2000, struct.pack('<IIQQQ', 100, 100, 0x510000, 0x1000, 0x2000) + name('/nonexistent/data'))
    add(10, 2 | 0x2000, struct.pack('<IIQQQIIQQII', 100, 100, 0x520000, 0x1000, 0x2000, 8, 1, 5, 6, 3, 1) + name('//anon'))
    add(10, 2 | 0x4000, struct.pack('<IIQQQB3x20sII', 100, 100, 0x530000, 0x1000, 0x2000, 20, bytes(range(20)), 5, 2) + name('/nonexistent/b'))
    add(2, 0, struct.pack('<QQ', 7, 42))
    add(13, 0, struct.pack('<Q', 43))
    add(7, 0, struct.pack('<IIIIQ', 101, 100, 101, 100, now))
    add(3, 0, struct.pack('<II', 101, 101) + name('child'))
    add(4, 0, struct.pack('<IIIIQ', 101, 100, 101, 100, now))
    add(5, 0, struct.pack('<QQQ', now, 3, 4))
    add(6, 0, struct.pack('<QQQ', now, 3, 4))
    add(8, 0, struct.pack('<IIQ', 100, 100, 99))
    add(11, 0, struct.pack('<QQQ', 0x100, 0x200, 1))
    add(11, 0, struct.pack('<QQQ', 0x100, 0x200, 0xe))
    add(12, 0, struct.pack('<II', 100, 100))
    add(14, 0, b'')
    add(14, 0x2000, b'')
    add(14, 0x6000, b'')
    add(15, 0, struct.pack('<II', 3, 4))
    add(15, 0x2000, struct.pack('<II', 3, 4))
    add(15, 0x6000, struct.pack('<II', 3, 4))
    add(16, 0, struct.pack('<IIQ', 100, 100, 3) + struct.pack('<6Q', 1, 2, 3, 4, 5, 6))
    add(17, 0, struct.pack('<QIHH', 0xffffffffc0000000, 0x100, 1, 0) + name('bpf_prog_1234_x'))
    add(17, 0, struct.pack('<QIHH', 0xffffffffc0000000, 0x100, 1, 1) + name('bpf_prog_1234_x'))
    add(17, 0, struct.pack('<QIHH', 0xffffffffc0001000, 0x100, 2, 0) + name('ool'))
    add(18, 0, struct.pack('<HHI', 1, 0, 12) + bytes(range(8)))
    add(19, 0, struct.pack('<Q', 55) + name('/a/b'))
    add(20, 0, struct.pack('<QHH', 0xffffffff81000000, 5, 5) + b'\x0f\x1f\x44\0\0\xe9\1\2\3\4' + b'\0\0')
    add(21, 0, struct.pack('<Q', 9))
    write(where + '/records.data', [attr(1, 0, st)], [[]], recs)
    # user records
    recs = world(t)
    recs += [
        rec(68, 0, b''), rec(82, 0, b''), rec(79, 0, struct.pack('<QQQQQBB6x', 1, 2, 3, 4, 5, 1, 1)),
        rec(73, 0, struct.pack('<Q', 2) + struct.pack('<Q16s', 100, b'prog') + struct.pack('<Q16s', 101, b'child')),
        rec(74, 0, struct.pack('<HHHH', 0, 3, 0, 1) + struct.pack('<HH', 5, 0xffff)[:2]),
        rec(74, 0, struct.pack('<HHHxxxx', 1, 1, 8) + struct.pack('<Q', 0x35)),
        rec(74, 0, struct.pack('<HBBHH', 2, 0, 0, 2, 7)),
        rec(75, 0, struct.pack('<Q', 3) + struct.pack('<6Q', 0, 2, 1, 1000, 2, 1)),
        rec(78, 0, struct.pack('<QQ', 0, 1) + name('msec')),
        rec(78, 0, struct.pack('<QQ', 1, 1) + struct.pack('<d', 0.5)),
        rec(78, 0, struct.pack('<QQ', 2, 1) + name('newname')),
        rec(78, 0, struct.pack('<QQ', 3, 1) + struct.pack('<HHHH', 0, 2, 0, 1)),
        rec(67, 2, struct.pack('<i20sB3x', -1, bytes(range(20)), 20) + name('/nonexistent/prog')),
        rec(72, 0, struct.pack('<IIiiiIQQ', 1, 5, 1, 100, 100, 1, 0x400100, 777) + b'failed\0\0' + b'\0' * 56),
        rec(200, 0, b'a type of the future'),
    ]
    write(where + '/user.data', [attr(1, 0, st)], [[1]], recs)

# Libraries that prof stands on; each is a Debian package. docs/ARCHITECTURE.md gives the reasons.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# Required.
pkg_check_modules(traceevent REQUIRED IMPORTED_TARGET libtraceevent)
pkg_check_modules(elf REQUIRED IMPORTED_TARGET libelf)
pkg_check_modules(dw REQUIRED IMPORTED_TARGET libdw)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)

# Optional: found or not, `prof version --build-options` tells. HAVE_<NAME> is defined for the
# one folder that uses the library.
pkg_check_modules(lzma IMPORTED_TARGET liblzma)
find_library(LIBERTY_LIBRARY iberty)
find_path(LIBERTY_INCLUDE demangle.h PATH_SUFFIXES libiberty)

pkg_check_modules(check IMPORTED_TARGET check)

# Libraries that prof stands on, and programs that only the build and the tests use. Each is a
# Debian package of cmake/debian-packages.txt; docs/ARCHITECTURE.md gives the reasons.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
set(build_options "")

# Say in `prof version --build-options` whether a library is in.
macro(prof_build_option name found purpose)
  if(${found})
    string(APPEND build_options "BUILD_OPTION(\"${name}\", true, \"${purpose}\")\n")
  else()
    string(APPEND build_options "BUILD_OPTION(\"${name}\", false, \"${purpose}\")\n")
    message(STATUS "Built without ${name}: ${purpose}")
  endif()
endmacro()

# Required.
pkg_check_modules(traceevent REQUIRED IMPORTED_TARGET libtraceevent)
pkg_check_modules(elf REQUIRED IMPORTED_TARGET libelf)
pkg_check_modules(dw REQUIRED IMPORTED_TARGET libdw)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
prof_build_option(libtraceevent traceevent_FOUND "tracepoint formats")
prof_build_option(libelf elf_FOUND "symbols of ELF files")
prof_build_option(libdw dw_FOUND "source lines and inlined functions")
prof_build_option(libzstd zstd_FOUND "compressed recordings")

# Optional. HAVE_<NAME> is defined for the one folder that uses the library.
pkg_check_modules(lzma IMPORTED_TARGET liblzma)
find_library(LIBERTY_LIBRARY iberty)
find_path(LIBERTY_INCLUDE demangle.h PATH_SUFFIXES libiberty)
prof_build_option(liblzma lzma_FOUND "symbols in .gnu_debugdata")
prof_build_option(libiberty LIBERTY_LIBRARY "names of C++, Rust and D")

file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/build_options.def CONTENT
"/* Made by cmake/Dependencies.cmake. */
${build_options}")

# For tests and manual pages.
pkg_check_modules(check IMPORTED_TARGET check)
find_program(LOWDOWN lowdown)
find_program(CLANG_FORMAT NAMES clang-format clang-format-14)
find_program(SHELLCHECK shellcheck)

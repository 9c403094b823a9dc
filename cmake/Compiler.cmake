# Language, warnings, sanitizers, ccache.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_C_FLAGS_RELEASE "-O2 -g")
set(CMAKE_C_FLAGS_DEBUG "-Og -g")

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_C_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

add_compile_definitions(_GNU_SOURCE _FILE_OFFSET_BITS=64)
add_compile_options(
  -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wimplicit-fallthrough
  -Wformat=2 -Wno-format-nonliteral -Wno-missing-field-initializers
  -fno-omit-frame-pointer -fno-strict-aliasing -fstack-protector-strong
  -include ${CMAKE_SOURCE_DIR}/common/base/banned.h)
if(PROF_WERROR)
  add_compile_options(-Werror)
endif()
if(NOT PROF_SANITIZE)
  add_compile_definitions($<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
endif()
if(PROF_SANITIZE)
  add_compile_options(-fsanitize=${PROF_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PROF_SANITIZE})
endif()
if(PROF_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "PROF_FUZZ needs clang, this is ${CMAKE_C_COMPILER_ID}: use --preset fuzz")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
# Libraries that a program does not use are not loaded by it; what is loaded cannot be overwritten.
add_link_options(-Wl,--as-needed -Wl,-z,relro,-z,now)
include_directories(${CMAKE_SOURCE_DIR})

# prof_library(NAME LINKS ...): the static library of a layer; its sources are the .c files of
# its folder. LINKS are the layers below it (by name) and outside libraries (targets).
function(prof_library name)
  cmake_parse_arguments(ARG "" "" "LINKS;GLOBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.c)
  foreach(glob ${ARG_GLOBS})
    file(GLOB more CONFIGURE_DEPENDS ${glob})
    list(APPEND sources ${more})
  endforeach()
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS})
endfunction()

# prof_program(NAME SOURCES ... LINKS ...): a program that is installed.
function(prof_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# prof_room(NAME LINKS ...): the library NAME_room of all commands of a room, and its program.
function(prof_room name)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS */*.c)
  add_library(${name}_room STATIC commands.c ${sources})
  target_link_libraries(${name}_room PUBLIC ${ARG_LINKS})
  prof_program(prof-${name} SOURCES main.c LINKS ${name}_room)
endfunction()

# prof_alias(NAME PROGRAM): PROGRAM under another name, in the build folder and installed.
function(prof_alias name program)
  add_custom_command(TARGET ${program} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -E create_symlink ${program} ${CMAKE_BINARY_DIR}/${name})
  install(PROGRAMS ${CMAKE_BINARY_DIR}/${name} DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

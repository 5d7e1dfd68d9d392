# What the library is built from. All of it ends up inside the shared library and hidden.

find_package(Boost 1.81 REQUIRED)
find_package(fmt 9 REQUIRED)
find_path(PROTOZERO_INCLUDE_DIR protozero/pbf_reader.hpp REQUIRED)
find_path(YAML_INCLUDE_DIR yaml.h REQUIRED)
find_library(YAML_LIBRARY NAMES libyaml.a REQUIRED)
find_path(ZLIB_INCLUDE_DIR zlib.h REQUIRED)
find_library(ZLIB_LIBRARY NAMES libz.a REQUIRED)

add_library(flytespark_warnings INTERFACE)
target_compile_options(flytespark_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees it in every std::optional that is copied empty; clang's analyzer looks for the real ones.
  target_compile_options(flytespark_warnings INTERFACE -Wno-maybe-uninitialized)
endif()
# With clang, libstdc++ warns of its own std::stable_sort.
target_compile_options(flytespark_warnings INTERFACE
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
if(FLYTESPARK_WERROR)
  target_compile_options(flytespark_warnings INTERFACE -Werror)
endif()

/* A host of this header with a plugin of an older minor: finds its functions, no others, and nothing written behind
 * the table.
 *
 *   new_host PLUGIN */
#include <dlfcn.h>
#include <flytespark.h>
#include <stdio.h>
#include <string.h>

struct guarded {
  flytespark_api api;
  unsigned char canary[64];
};

int main(int argc, char **argv) {
  struct guarded table;
  flytespark_code (*get_api)(uint32_t, flytespark_api *, size_t);
  void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
  void *symbol = library == NULL ? NULL : dlsym(library, "flytespark_get_api");
  const unsigned char *bytes = (const unsigned char *)&table;
  size_t i;

  if (symbol == NULL) return 2;
  memcpy(&get_api, &symbol, sizeof symbol);
  memset(&table, 0xA5, sizeof table);
  if (get_api(FLYTESPARK_ABI_MAJOR, &table.api, sizeof table.api) != FLYTESPARK_OK) return 2;
  for (i = sizeof table.api; i < sizeof table; ++i) {
    if (bytes[i] != 0xA5) {
      fprintf(stderr, "new_host: written behind the table\n");
      return 1;
    }
  }
  if (table.api.struct_size >= sizeof table.api) {
    fprintf(stderr, "new_host: an older plugin claims to fill a newer table\n");
    return 1;
  }
  for (i = table.api.struct_size; i < sizeof table.api; ++i) {
    if (bytes[i] != 0) {
      fprintf(stderr, "new_host: what an older plugin does not know is not empty\n");
      return 1;
    }
  }
  if (table.api.build == NULL || table.api.observe != NULL) {
    fprintf(stderr, "new_host: the wrong functions\n");
    return 1;
  }
  return dlclose(library);
}

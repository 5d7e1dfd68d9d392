// Finding and changing containers and volumes of a pod spec. Whatever is changed is copied first,
// so that a pod template that shares it stays as it was.
#pragma once

#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

// The first container called `name`; null when there is none.
const Value* find_container(const Value& pod_spec, std::string_view name);

// The same, as a struct of this pod spec's own that may be changed.
Value* find_own_container(Value& pod_spec, std::string_view name, Arena& arena);

// The last container called `name`, likewise: where a pod has several of the primary one's name,
// Flyte changes the last and tells the first.
Value* find_last_own_container(Value& pod_spec, std::string_view name, Arena& arena);

// An emptyDir volume; an empty medium and a null size limit (a quantity) are left out.
Value empty_dir_volume(std::string_view name, std::string_view medium, const Value& size_limit,
                       Arena& arena);

void add_volume(Value& pod_spec, const Value& volume, Arena& arena);

void add_volume_mount(Value& container, std::string_view name, std::string_view path,
                      bool read_only, Arena& arena);

}  // namespace flytespark

#include "lib/resolve/containers.hpp"

#include <cstddef>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/merge.hpp"

namespace flytespark {

const Value* find_container(const Value& pod_spec, std::string_view name) {
  for (const Value& container : pod_spec[k8s::pod_spec::kContainers].items()) {
    if (container[k8s::container::kName].text() == name) return &container;
  }
  return nullptr;
}

namespace {

Value* make_own(Value& pod_spec, const Value* container, Arena& arena) {
  if (container == nullptr) return nullptr;
  Value& containers = pod_spec[k8s::pod_spec::kContainers];
  auto items = containers.items();
  auto index = static_cast<std::size_t>(container - items.data());
  auto own = arena.copy(items);
  own[index] = k8s::copy_struct(own[index], arena);
  containers = Value::list(own);
  return &own[index];
}

}  // namespace

Value* find_own_container(Value& pod_spec, std::string_view name, Arena& arena) {
  return make_own(pod_spec, find_container(pod_spec, name), arena);
}

Value* find_last_own_container(Value& pod_spec, std::string_view name, Arena& arena) {
  const Value* last = nullptr;
  for (const Value& container : pod_spec[k8s::pod_spec::kContainers].items()) {
    if (container[k8s::container::kName].text() == name) last = &container;
  }
  return make_own(pod_spec, last, arena);
}

Value empty_dir_volume(std::string_view name, std::string_view medium, const Value& size_limit,
                       Arena& arena) {
  Value source = k8s::make_struct(k8s::kEmptyDirVolumeSourceType, arena);
  if (!medium.empty()) source[k8s::empty_dir_volume_source::kMedium] = Value::string(medium);
  source[k8s::empty_dir_volume_source::kSizeLimit] = size_limit;
  Value volume = k8s::make_struct(k8s::kVolumeType, arena);
  volume[k8s::volume::kName] = Value::string(name);
  volume[k8s::volume::kEmptyDir] = source;
  return volume;
}

void add_volume(Value& pod_spec, const Value& volume, Arena& arena) {
  Value& volumes = pod_spec[k8s::pod_spec::kVolumes];
  volumes = k8s::concat_lists(volumes, Value::list(arena.copy(std::span<const Value>(&volume, 1))),
                              arena);
}

void add_volume_mount(Value& container, std::string_view name, std::string_view path,
                      bool read_only, Arena& arena) {
  Value mount = k8s::make_struct(k8s::kVolumeMountType, arena);
  mount[k8s::volume_mount::kName] = Value::string(name);
  if (read_only) mount[k8s::volume_mount::kReadOnly] = Value::boolean(true);
  mount[k8s::volume_mount::kMountPath] = Value::string(path);
  Value& mounts = container[k8s::container::kVolumeMounts];
  mounts =
      k8s::concat_lists(mounts, Value::list(arena.copy(std::span<const Value>(&mount, 1))), arena);
}

}  // namespace flytespark

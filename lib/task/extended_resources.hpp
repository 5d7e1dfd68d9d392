// flyteidl ExtendedResources: the accelerator and the shared memory that a task asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

struct GpuAccelerator {
  enum class Partition : std::uint8_t { kUnset, kUnpartitioned, kSize };

  std::string_view device;
  std::int64_t device_class = 0;  // GPUAccelerator.DeviceClass: NVIDIA_GPU 0, GOOGLE_TPU 1, ...
  Partition partition = Partition::kUnset;
  bool unpartitioned = false;       // with kUnpartitioned
  std::string_view partition_size;  // with kSize
};

struct SharedMemory {
  std::string_view mount_path;
  std::string_view mount_name;
  std::string_view size_limit;
};

struct ExtendedResources {
  std::optional<GpuAccelerator> gpu_accelerator;
  std::optional<SharedMemory> shared_memory;
};

// `protobuf` must outlive the answer. Throws protozero::exception when it is malformed.
ExtendedResources read_extended_resources(std::string_view protobuf, Arena& arena);

}  // namespace flytespark

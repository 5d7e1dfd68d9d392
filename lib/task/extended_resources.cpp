// Source: flyteidl core/tasks.proto
#include "lib/task/extended_resources.hpp"

#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/proto/wire.hpp"

namespace flytespark {
namespace {

using namespace wire;

GpuAccelerator read_gpu_accelerator(std::string_view protobuf) {
  using Partition = GpuAccelerator::Partition;
  GpuAccelerator gpu;
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        gpu.device = text(reader);
        break;
      case tag_and_type(2, kVarint):
        gpu.partition = Partition::kUnpartitioned;
        gpu.unpartitioned = reader.get_bool();
        break;
      case tag_and_type(3, kBytes):
        gpu.partition = Partition::kSize;
        gpu.partition_size = text(reader);
        break;
      case tag_and_type(4, kVarint):
        gpu.device_class = reader.get_int64();
        break;
      default:
        reader.skip();
    }
  }
  return gpu;
}

SharedMemory read_shared_memory(std::string_view protobuf) {
  SharedMemory memory;
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        memory.mount_path = text(reader);
        break;
      case tag_and_type(2, kBytes):
        memory.mount_name = text(reader);
        break;
      case tag_and_type(3, kBytes):
        memory.size_limit = text(reader);
        break;
      default:
        reader.skip();
    }
  }
  return memory;
}

}  // namespace

ExtendedResources read_extended_resources(std::string_view protobuf, Arena& arena) {
  MessageParts gpu, memory;
  ExtendedResources resources;
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        gpu.add(bytes(reader));
        break;
      case tag_and_type(2, kBytes):
        memory.add(bytes(reader));
        break;
      default:
        reader.skip();
    }
  }
  if (gpu.present()) resources.gpu_accelerator = read_gpu_accelerator(gpu.joined(arena));
  if (memory.present()) resources.shared_memory = read_shared_memory(memory.joined(arena));
  return resources;
}

}  // namespace flytespark

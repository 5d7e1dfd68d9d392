// Source: flyteidl core/tasks.proto K8sObjectMetadata
#include "lib/task/kubernetes_metadata.hpp"

#include <boost/container/small_vector.hpp>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/proto/wire.hpp"

namespace flytespark {
namespace {

using namespace wire;

Member read_entry(pbf_reader reader) {
  Member entry{"", Value::string("")};
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        entry.key = text(reader);
        break;
      case tag_and_type(2, kBytes):
        entry.value = Value::string(text(reader));
        break;
      default:
        reader.skip();
    }
  }
  return entry;
}

}  // namespace

KubernetesMetadata read_kubernetes_metadata(std::string_view protobuf, Arena& arena) {
  boost::container::small_vector<Member, 8> labels, annotations;
  auto reader = message(protobuf);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        labels.push_back(read_entry(message(bytes(reader))));
        break;
      case tag_and_type(2, kBytes):
        annotations.push_back(read_entry(message(bytes(reader))));
        break;
      default:
        reader.skip();
    }
  }
  auto sorted = [&](const auto& members) {
    if (members.empty()) return Value();
    return sorted_map(arena.copy(std::span<const Member>(members.data(), members.size())));
  };
  return {sorted(labels), sorted(annotations)};
}

}  // namespace flytespark

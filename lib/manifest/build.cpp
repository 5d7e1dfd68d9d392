// build_manifest and build_identity: one call's arena, the stages in order.
#include "flytespark/build.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/task.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/context/cluster.hpp"
#include "lib/manifest/object_metadata.hpp"
#include "lib/manifest/spark_application.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/metadata.hpp"
#include "lib/resolve/resolved_spec.hpp"
#include "lib/task/kubernetes_metadata.hpp"

namespace flytespark {
namespace {

// Enough for a typical build, so that it takes nothing from the heap but its answer.
constexpr std::size_t kCallBytes = 48 * 1024;

}  // namespace

Result<void> build_manifest(const Task& task, std::string_view cluster_text,
                            std::int64_t now_unix_ms, Buffer& manifest) {
  alignas(std::max_align_t) std::array<std::byte, kCallBytes> lent;
  Arena arena(lent);
  auto cluster = read_cluster(cluster_text, arena);
  if (!cluster) return cluster.error().in("cluster");
  BuildInputs inputs{task.plugin().config(), task.task_template(), task.execution(), *cluster,
                     arena};
  FLYTESPARK_TRY(spec, resolve_spec(inputs, now_unix_ms));
  write_spark_application(spec, inputs, manifest);
  return {};
}

Result<void> build_identity(const Task& task, Buffer& identity) {
  alignas(std::max_align_t) std::array<std::byte, 4096> lent;
  Arena arena(lent);
  Cluster none;
  BuildInputs inputs{task.plugin().config(), task.task_template(), task.execution(), none, arena};
  JsonWriter writer(identity);
  writer.begin_object();
  KubernetesMetadata own{task.execution().labels, task.execution().annotations};
  write_object_head(inputs, application_metadata(inputs, own), writer);
  writer.end_object();
  writer.finish();
  return {};
}

}  // namespace flytespark

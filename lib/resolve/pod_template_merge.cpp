// The pod is merged by kind; then its containers are built anew. Each container of the task begins
// with nothing and takes, in turn: the template's container `default`; `primary`, if it is the
// primary one; every other template container of its own name; itself. Of several named `default`
// or `primary` the last counts. Template containers that no task container takes are gone, so a
// template never adds one. Init containers: the same with `default-init` and `primary-init`.
//
// Source: flyteplugins pod_helper.go MergeBasePodSpecOntoTemplate, MergeOverlayPodSpecOntoBase;
// container_helper.go ExtractContainerResourcesFromPodTemplate
// Kept: no init container is ever the primary one, save one without a name.
// Differs: the reference may merge into the stored template itself, so that one build changes the
// next, or into what two containers of one name share; here a template is never changed.
#include "lib/resolve/pod_template_merge.hpp"

#include <cstddef>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/merge.hpp"

namespace flytespark {
namespace {

struct TemplateNames {
  std::string_view for_all;
  std::string_view for_primary;
};

std::string_view name_of(const Value& container) { return container[k8s::container::kName].text(); }

const Value* last_named(const Value& containers, std::string_view name) {
  const Value* last = nullptr;
  for (const Value& container : containers.items()) {
    if (name_of(container) == name) last = &container;
  }
  return last;
}

Value merge_containers(const Value& templates, const Value& containers, const TemplateNames& names,
                       std::string_view primary, const FlyteLine& line, Arena& arena) {
  auto items = containers.items();
  if (items.empty()) return {};
  const Value* for_all = last_named(templates, names.for_all);
  const Value* for_primary = last_named(templates, names.for_primary);
  Value* merged = arena.make_array<Value>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::string_view name = name_of(items[i]);
    Value& container = merged[i];
    auto take = [&](const Value& above) {
      container = k8s::merge(k8s::kContainerType, container, above, arena);
    };
    if (for_all != nullptr) take(*for_all);
    if (for_primary != nullptr && name == primary) take(*for_primary);
    std::string_view not_by_name = line.primary_template_by_name ? names.for_primary : primary;
    if (name != names.for_all && name != not_by_name) {
      for (const Value& candidate : templates.items()) {
        if (name_of(candidate) == name) take(candidate);
      }
    }
    take(items[i]);
  }
  return Value::list({merged, items.size()});
}

}  // namespace

Value merge_pod_template(const Value& template_spec, const Value& pod_spec,
                         std::string_view primary, const FlyteLine& line, Arena& arena) {
  using namespace k8s::pod_spec;
  Value merged = k8s::merge(k8s::kPodSpecType, template_spec, pod_spec, arena);
  merged[kContainers] = merge_containers(template_spec[kContainers], pod_spec[kContainers],
                                         {"default", "primary"}, primary, line, arena);
  merged[kInitContainers] =
      merge_containers(template_spec[kInitContainers], pod_spec[kInitContainers],
                       {"default-init", "primary-init"}, "", line, arena);
  return merged;
}

namespace {

Value lay_over_containers(const Value& containers, const Value& above, Arena& arena) {
  auto own = arena.copy(containers.items());
  if (own.empty()) return {};
  for (Value& container : own) {
    for (const Value& candidate : above.items()) {
      if (name_of(candidate) == name_of(container))
        container = k8s::merge(k8s::kContainerType, container, candidate, arena);
    }
  }
  return Value::list(own);
}

}  // namespace

Value lay_over_pod(const Value& pod_spec, const Value& above, Arena& arena) {
  using namespace k8s::pod_spec;
  Value merged = k8s::merge(k8s::kPodSpecType, pod_spec, above, arena);
  for (auto list : {kContainers, kInitContainers}) {
    merged[list] = lay_over_containers(pod_spec[list], above[list], arena);
  }
  return merged;
}

Value template_resources(const Value& template_spec, std::size_t list, std::string_view name) {
  using namespace k8s::pod_spec;
  bool is_init = list == kInitContainers;
  for (std::string_view wanted : {name, std::string_view(is_init ? "primary-init" : "primary"),
                                  std::string_view(is_init ? "default-init" : "default")}) {
    for (const Value& container : template_spec[list].items()) {
      if (name_of(container) == wanted) return container[k8s::container::kResources];
    }
  }
  return {};
}

}  // namespace flytespark

#include "lib/context/cluster.hpp"

#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

bool supports_templates(std::string_view text) {
  Arena arena;
  auto cluster = read_cluster(text, arena);
  if (!cluster) FAIL(cluster.error().message);
  return cluster->pod_template_supported;
}

std::string crd(std::string_view name, std::string_view served, std::string_view driver) {
  return R"({"crd":{"spec":{"versions":[{"name":"v1alpha1","served":true},{"name":")" +
         std::string(name) + R"(","served":)" + std::string(served) +
         R"(,"schema":{"openAPIV3Schema":{"properties":{"spec":{"properties":{"driver":)" +
         std::string(driver) + "}}}}}}]}}}";
}

}  // namespace

TEST_CASE("a cluster says whether its CRD has pod templates, or shows the CRD", "[cluster]") {
  CHECK_FALSE(supports_templates(""));
  CHECK_FALSE(supports_templates("{}"));
  CHECK(supports_templates(R"({"pod_template_supported":true})"));
  CHECK(supports_templates(crd("v1beta2", "true", R"({"properties":{"template":{}}})")));
  CHECK_FALSE(supports_templates(crd("v1beta2", "false", R"({"properties":{"template":{}}})")));
  CHECK_FALSE(supports_templates(crd("v1beta1", "true", R"({"properties":{"template":{}}})")));
  CHECK_FALSE(supports_templates(crd("v1beta2", "true", R"({"properties":{"cores":{}}})")));
  CHECK_FALSE(supports_templates(crd("v1beta2", "true", "{}")));
  CHECK_FALSE(supports_templates(R"({"crd":{}})"));
}

TEST_CASE("a faulty cluster document is refused at its place", "[cluster]") {
  const struct {
    const char* text;
    const char* path;
    Code code;
  } cases[] = {
      {R"({"pod_template_supported":"yes"})", "/pod_template_supported", Code::kInvalidDocument},
      {R"({"pod_templates":{}})", "/pod_templates", Code::kInvalidDocument},
      {R"({"host_environment":{"A":1}})", "/host_environment/A", Code::kInvalidDocument},
      {R"({"crd":[]})", "/crd", Code::kInvalidDocument},
      {R"([])", "", Code::kInvalidJson},
  };
  for (const auto& c : cases) {
    INFO(c.text);
    Arena arena;
    auto cluster = read_cluster(c.text, arena);
    REQUIRE_FALSE(cluster.has_value());
    CHECK(cluster.error().path == c.path);
    CHECK(cluster.error().code == c.code);
  }
}

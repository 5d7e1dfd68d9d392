#include <string>
#include <string_view>

#include "flytespark/links.hpp"
#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

TEST_CASE("a link is hidden while its task is pending, or when it is done, as it says") {
  constexpr std::string_view kPlain = R"({"uri":"u","messageFormat":"JSON","linkType":"IDE"})";
  constexpr std::string_view kPending = R"({"ShowWhilePending":true,"messageFormat":7})";
  constexpr std::string_view kHide = R"({"HideOnceFinished":true,"messageFormat":"CSV"})";
  constexpr std::string_view kBoth = R"({"ShowWhilePending":true,"HideOnceFinished":true})";
  struct {
    std::string_view phase;
    bool plain, pending, hide, both;
  } const rows[] = {
      {"Undefined", true, true, true, true},
      {"NotReady", false, true, false, true},
      {"WaitingForResources", true, true, true, true},
      {"WaitingForCache", true, true, true, true},
      {"Queued", false, true, false, true},
      {"Initializing", false, true, false, true},
      {"Running", true, true, true, true},
      {"Success", true, true, false, false},
      {"RetryableFailure", true, true, false, false},
      {"PermanentFailure", true, true, false, false},
      {"Aborted", true, true, false, false},
  };
  for (const auto& row : rows) {
    INFO(row.phase);
    CHECK(*link_visible(kPlain, row.phase) == row.plain);
    CHECK(*link_visible(kPending, row.phase) == row.pending);
    CHECK(*link_visible(kHide, row.phase) == row.hide);
    CHECK(*link_visible(kBoth, row.phase) == row.both);
  }
}

TEST_CASE("a phase that does not exist is an error") {
  for (std::string_view phase : {"", "running", "PhaseRunning", "Running "}) {
    auto visible = link_visible("{}", phase);
    REQUIRE_FALSE(visible.has_value());
    CHECK(visible.error().code == Code::kInvalidDocument);
    CHECK(visible.error().document == "phase");
  }
}

TEST_CASE("a link that cannot be read is an error") {
  struct {
    std::string_view link, path;
    Code code;
  } const rows[] = {
      {"", "", Code::kInvalidJson},
      {"[]", "", Code::kInvalidJson},
      {R"({"uri":1})", "/uri", Code::kInvalidDocument},
      {R"({"name":[]})", "/name", Code::kInvalidDocument},
      {R"({"ShowWhilePending":"true"})", "/ShowWhilePending", Code::kInvalidDocument},
      {R"({"HideOnceFinished":1})", "/HideOnceFinished", Code::kInvalidDocument},
      {R"({"ready":"yes"})", "/ready", Code::kInvalidDocument},
      {R"({"messageFormat":"XML"})", "/messageFormat", Code::kInvalidDocument},
  };
  for (const auto& row : rows) {
    INFO(row.link);
    auto visible = link_visible(row.link, "Running");
    REQUIRE_FALSE(visible.has_value());
    CHECK(visible.error().code == row.code);
    CHECK(visible.error().document == "link");
    CHECK(visible.error().path == row.path);
  }
}

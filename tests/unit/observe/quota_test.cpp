#include "lib/observe/quota.hpp"

#include <string>
#include <string_view>

#include "tests/unit/catch.hpp"

using namespace flytespark;

TEST_CASE("a request is compared with all that the quota has", "[quota]") {
  const struct {
    std::string_view requested;
    std::string_view limited;
    bool exceeds;
  } cases[] = {
      {"limits.cpu=7", "limits.cpu=8", false},
      {"limits.cpu=8", "limits.cpu=8", true},
      {"limits.memory=1025Mi", "limits.memory=1Gi", true},
      {"requests.cpu=2", "requests.cpu=1", true},
      {"requests.cpu=2", "limits.cpu=1", false},
      // A list that begins with limits hides its requests.
      {"limits.cpu=1,requests.cpu=9", "limits.cpu=2,requests.cpu=3", false},
      // Names that hold a hyphen end the list, and a point ends an amount.
      {"limits.ephemeral-storage=9,limits.cpu=9", "limits.ephemeral-storage=1,limits.cpu=1", false},
      {"limits.cpu=1.9", "limits.cpu=1", true},
      {"limits.cpu=x", "limits.cpu=1", false},
      {"limits-cpu=9", "limits-cpu=1", false},
      {"limits.cpu=9", "limits.cpu=", false},
      {"pods=9", "pods=1", false},
      {"", "", false},
  };
  for (const auto& c : cases) {
    std::string message = "exceeded quota: q, requested: " + std::string(c.requested) +
                          ", used: limits.cpu=1, limited: " + std::string(c.limited);
    INFO(message);
    CHECK(exceeds_whole_quota(message) == c.exceeds);
  }
}

TEST_CASE("a heading that no amounts follow is passed over", "[quota]") {
  CHECK(exceeds_whole_quota("requested: no, requested: limits.cpu=2 limited: limits.cpu=1"));
  CHECK_FALSE(exceeds_whole_quota("requested: limits.cpu=2"));
  CHECK_FALSE(exceeds_whole_quota(""));
}

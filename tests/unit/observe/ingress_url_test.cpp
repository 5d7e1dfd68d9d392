#include <string>
#include <string_view>

#include "flytespark/manage.hpp"
#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

constexpr std::string_view kApplication =
    R"({"metadata":{"name":"app","namespace":"ns"},"status":{"sparkApplicationId":"spark-1"}})";

Result<std::string> url_of(std::string_view format, std::string_view application = kApplication) {
  Buffer url;
  auto done = ingress_url(format, application, url);
  if (done) return std::string(url.view());
  CHECK(url.size() == 0);
  return done.error();
}

struct Row {
  std::string_view format, url;
};

}  // namespace

TEST_CASE("a format becomes a URL") {
  const Row rows[] = {
      {"{{$appName}}.{{$appNamespace}}.example.com", "http://app.ns.example.com"},
      {"example.com/{{$appNamespace}}/{{$appName}}", "http://example.com/ns/app"},
      {"https://example.com/{{$appNamespace}}/{{$appName}}", "https://example.com/ns/app"},
      {"example.com:8080/{{$appNamespace}}/{{$appName}}", "example.com:8080/ns/app"},
      {"https://h/a b", "https://h/a%20b"},
      {"https://h/{{$appId}}", "https://h/spark-1"},
      {"{{ \t$appName \n}}.x", "http://app.x"},
      {"{{$appName}}{{$appName}}", "http://appapp"},
  };
  for (const Row& row : rows) {
    INFO(row.format);
    auto url = url_of(row.format);
    REQUIRE(url.has_value());
    CHECK(*url == row.url);
  }
}

TEST_CASE("a URL is printed as it is parsed") {
  const Row rows[] = {
      {"Http://H/x?q#f", "http://H/x?q#f"},
      {"a/b:c", "http://a/b:c"},
      {"/a:b", "http:///a:b"},
      {"//h/x", "http:////h/x"},
      {"http:/x", "http:/x"},
      {"mailto:a", "mailto:a"},
      {"*", "http://*"},
      {"h?a:b", "http://h?a:b"},
      {"http://h:/", "http://h:/"},
      {"http://h:80", "http://h:80"},
      {"http://[::1]:80/x", "http://[::1]:80/x"},
      {"http://u:p@h", "http://u:p@h"},
      {"http://h/?", "http://h/?"},
      {"http://h/#", "http://h/"},
      {"http://h/a%20b", "http://h/a%20b"},
      {"http://h/%41 b", "http://h/A%20b"},
      {"http://h/%2f%20 ", "http://h//%20%20"},
      {"http://h/a;b,c", "http://h/a;b,c"},
      {"http://h/{x}", "http://h/%7Bx%7D"},
      {"http://h/[x] y!*'()", "http://h/%5Bx%5D%20y%21%2A%27%28%29"},
      {"http://h/a?x=%zz y", "http://h/a?x=%zz y"},
      {"h/?x#y z", "http://h/?x#y%20z"},
      {"http://h\xc3\xa4/\xc3\xa4", "http://h%C3%A4/%C3%A4"},
      {"http://h%c3%a4/%c3%a4", "http://h%C3%A4/%c3%a4"},
      {"http://a%25b/", "http://a%25b/"},
  };
  for (const Row& row : rows) {
    INFO(row.format);
    auto url = url_of(row.format);
    REQUIRE(url.has_value());
    CHECK(*url == row.url);
  }
}

TEST_CASE("marks in a fragment stay when it has to be escaped") {
  CHECK(*url_of("http://h/#a b!*()") == "http://h/#a%20b!*()");
}

TEST_CASE("control characters of a fragment are escaped") {
  auto url = url_of("http://h/#\x01\t");
  REQUIRE(url.has_value());
  CHECK(*url == "http://h/#%01%09");
}

TEST_CASE("a user is printed anew, with no more escapes than needed") {
  const Row rows[] = {
      {"http://%41@h/", "http://A@h/"},
      {"http://(@h/", "http://%28@h/"},
      {"http://u:p:q@h/", "http://u:p%3Aq@h/"},
  };
  for (const Row& row : rows) CHECK(*url_of(row.format) == row.url);
}

TEST_CASE("a URL without a host is printed without slashes") {
  CHECK(*url_of("http://") == "http:");
  CHECK(*url_of("?x") == "http:?x");
  CHECK(*url_of("{{$appId}}", R"({"metadata":{"name":"app"}})") == "http:");
}

TEST_CASE("an application that has not run has no id yet") {
  constexpr std::string_view kNew = R"({"metadata":{"name":"app","namespace":"ns"}})";
  CHECK(*url_of("https://h/{{$appId}}/x", kNew) == "https://h//x");
  CHECK(*url_of("{{$appId}}.example.com", kNew) == "http://.example.com");
  CHECK(*url_of("h/{{$appName}}/{{$appNamespace}}/{{$appId}}", "{}") == "http://h///");
}

TEST_CASE("placeholders are in one case, with a dollar sign and white space outside alone") {
  for (std::string_view inside : {".appName", "$appname", "$AppName", "$ appName", "$appNames",
                                  "appName", "$appNam", "$appId $appId"}) {
    const std::string placeholder = "{{" + std::string(inside) + "}}";
    std::string escaped;
    for (char c : placeholder) {
      escaped += c == '{' ? "%7B" : c == '}' ? "%7D" : c == ' ' ? "%20" : std::string(1, c);
    }
    auto url = url_of("https://h/" + placeholder);
    REQUIRE(url.has_value());
    CHECK(*url == "https://h/" + escaped);
  }
}

TEST_CASE("a name that holds a placeholder brings it when that is filled in later") {
  constexpr std::string_view kNames =
      R"({"metadata":{"name":"{{$appId}}","namespace":"{{$appName}}"},
          "status":{"sparkApplicationId":"$1"}})";
  CHECK(*url_of("https://h/{{$appName}}", kNames) == "https://h/$1");
  CHECK(*url_of("https://h/{{$appNamespace}}", kNames) == "https://h/%7B%7B$appName%7D%7D");
}

TEST_CASE("a format that becomes no URL is an error") {
  const Row rows[] = {
      {"http://h:80a/", "invalid port \":80a\" after host"},
      {"http://h/%4", "invalid URL escape"},
      {"http://h/%zz", "invalid URL escape"},
      {"http://h/#%zz", "invalid URL escape"},
      {"http://h/\x01", "invalid control character in URL"},
      {"http://h/\x7f", "invalid control character in URL"},
      {"http://h/?a\nb", "invalid control character in URL"},
      {"{{.appName}}.x", "invalid character \"{\" in host name"},
      {"http://h w/", "invalid character \" \" in host name"},
      {"1app:8080/x", "first path segment in URL cannot contain colon"},
      {"://x", "missing protocol scheme"},
      {"http://u^@h/", "invalid userinfo"},
      {"http://u r@h/", "invalid userinfo"},
  };
  for (const Row& row : rows) {
    INFO(row.format);
    auto url = url_of(row.format);
    REQUIRE_FALSE(url.has_value());
    CHECK(url.error().code == Code::kInvalidDocument);
    CHECK(url.error().document == "format");
    CHECK(url.error().message.find(row.url) != std::string::npos);
  }
}

TEST_CASE("a format that is not UTF-8 is an error") {
  auto url = url_of("http://h/\xff");
  REQUIRE_FALSE(url.has_value());
  CHECK(url.error().code == Code::kInvalidDocument);
  CHECK(url.error().document == "format");
}

TEST_CASE("an escape in a host or a user that is none is an error") {
  for (std::string_view format : {"http://h%41/", "http://h%zz/", "http://u%zz@h/"}) {
    INFO(format);
    CHECK_FALSE(url_of(format).has_value());
  }
}

TEST_CASE("an address in brackets that does not end, or goes on, is an error") {
  for (std::string_view format : {"http://[::1", "http://[::1]x/", "http://[a]b:1/"}) {
    INFO(format);
    CHECK_FALSE(url_of(format).has_value());
  }
}

TEST_CASE("an application that cannot be read is an error") {
  struct {
    std::string_view application, path;
    Code code;
  } const rows[] = {
      {"", "", Code::kInvalidJson},
      {R"({"kind":"Pod"})", "/kind", Code::kInvalidDocument},
      {R"({"metadata":{"name":1}})", "/metadata/name", Code::kInvalidDocument},
      {R"({"status":{"sparkApplicationId":1}})", "/status/sparkApplicationId",
       Code::kInvalidDocument},
  };
  for (const auto& row : rows) {
    auto url = url_of("h", row.application);
    REQUIRE_FALSE(url.has_value());
    CHECK(url.error().code == row.code);
    CHECK(url.error().document == "application");
    CHECK(url.error().path == row.path);
  }
}

// The format's `{{$appName}}`, `{{$appNamespace}}` and `{{$appId}}` are filled in, in this order,
// and the text goes through Go's url.Parse and String: with `http://` before it when it has no
// scheme.
//
// Source: spark-operator v2.5.2 controller/sparkapplication driveringress.go, web_ui.go; Go net/url
// Kept: `host:8080/path` without a scheme takes the host for one, and so stays as it is.
// Differs: a `$` in a name is itself; the reference takes it for a group of its expression.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "flytespark/manage.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/placeholder.hpp"
#include "lib/base/utf8.hpp"
#include "lib/observe/application.hpp"

namespace flytespark {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
bool is_unreserved(char c) { return is_letter(c) || is_digit(c) || is_one_of(c, "-_.~"); }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void replace(std::string& text, std::string_view name, std::string_view value) {
  std::string replaced;
  std::size_t copied = 0;
  for (std::size_t open = text.find("{{"); open != std::string::npos;) {
    std::size_t at = behind_placeholder_opening(text, open);
    bool named =
        at != 0 && text[at - 1] == '$' && std::string_view(text).substr(at, name.size()) == name;
    std::size_t end = named ? behind_placeholder_end(text, at + name.size()) : 0;
    if (end != 0) {
      replaced.append(text, copied, open - copied).append(value);
      copied = end;
    }
    open = text.find("{{", end != 0 ? end : open + 1);
  }
  text = replaced.append(text, copied);
}

Error no_url(std::string_view text, std::string_view why) {
  return Error(Code::kInvalidDocument, "the format does not become a URL: \"" + std::string(text) +
                                           "\": " + std::string(why))
      .in("format");
}

void append_escaped(std::string& to, char c) {
  constexpr char kHex[] = "0123456789ABCDEF";
  auto byte = static_cast<unsigned char>(c);
  to.push_back('%');
  to.push_back(kHex[byte >> 4]);
  to.push_back(kHex[byte & 0xf]);
}

// What `%41` at `at` stands for; negative when it is cut off or has no digits.
int escaped_byte(std::string_view text, std::size_t at) {
  int high = at + 2 < text.size() ? hex_value(text[at + 1]) : -1;
  int low = high < 0 ? -1 : hex_value(text[at + 2]);
  return low < 0 ? -1 : high * 16 + low;
}

constexpr std::string_view kPlainInPath = "$&+,/:;=@";
constexpr std::string_view kPlainInFragment = "$&+,/:;=@?!()*";
constexpr std::string_view kPlainInUser = "$&+,;=";

// Nothing when an escape is cut off.
std::optional<std::string> unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain.push_back(text[i]);
      continue;
    }
    int byte = escaped_byte(text, i);
    if (byte < 0) return std::nullopt;
    plain.push_back(static_cast<char>(byte));
    i += 2;
  }
  return plain;
}

std::string escape(std::string_view text, std::string_view plain) {
  std::string escaped;
  for (char c : text) {
    if (is_unreserved(c) || is_one_of(c, plain)) {
      escaped.push_back(c);
    } else {
      append_escaped(escaped, c);
    }
  }
  return escaped;
}

// A path or fragment: as written when every character may stand there, else each escape is
// resolved and what has to be escaped is escaped again. Nothing when an escape is cut off.
std::optional<std::string> escape_again(std::string_view text, std::string_view plain) {
  auto unescaped = unescape(text);
  if (!unescaped) return std::nullopt;
  bool is_valid = std::all_of(text.begin(), text.end(), [&](char c) {
    return is_unreserved(c) || is_one_of(c, "!$&'()*+,;=:@[]%") || is_one_of(c, plain);
  });
  return is_valid ? std::string(text) : escape(*unescaped, plain);
}

// `user@host:port` as it is printed; `why` says what is wrong when it is nothing.
std::optional<std::string> authority(std::string_view text, std::string& why) {
  std::string printed;
  auto at = text.rfind('@');
  if (at != std::string_view::npos) {
    std::string_view user = text.substr(0, at);
    bool is_valid = std::all_of(user.begin(), user.end(), [](char c) {
      return is_unreserved(c) || is_one_of(c, "!$&'()*+,;=:%@");
    });
    auto unescaped = unescape(user);
    if (!is_valid || !unescaped) {
      why = "net/url: invalid userinfo";
      return std::nullopt;
    }
    auto colon = std::min(user.find(':'), user.size());
    printed = escape(*unescape(user.substr(0, colon)), kPlainInUser);
    if (colon < user.size()) {
      printed += ':' + escape(*unescape(user.substr(colon + 1)), kPlainInUser);
    }
    printed += '@';
    text.remove_prefix(at + 1);
  }
  std::string_view port;
  if (text.starts_with('[')) {
    auto bracket = text.rfind(']');
    if (bracket == std::string_view::npos) {
      why = "missing ']' in host";
      return std::nullopt;
    }
    port = text.substr(bracket + 1);
  } else {
    port = text.substr(std::min(text.rfind(':'), text.size()));
  }
  if (!port.empty() &&
      (port.front() != ':' || !std::all_of(port.begin() + 1, port.end(), is_digit))) {
    why = "invalid port \"" + std::string(port) + "\" after host";
    return std::nullopt;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      // Only what is no ASCII may be escaped, and the sign itself.
      int byte = escaped_byte(text, i);
      if (byte < 0x80 && byte != '%') {
        why = "invalid URL escape \"" + std::string(text.substr(i, 3)) + "\"";
        return std::nullopt;
      }
      append_escaped(printed, static_cast<char>(byte));
      i += 2;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      append_escaped(printed, c);
    } else if (is_unreserved(c) || is_one_of(c, "!$&'()*+,;=:[]<>\"")) {
      printed.push_back(c);
    } else {
      why = "invalid character \"" + std::string(1, c) + "\" in host name";
      return std::nullopt;
    }
  }
  return printed;
}

struct Scheme {
  std::string text;  // in lower case
  std::string_view rest;
};

Result<Scheme> take_scheme(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (is_letter(c) || (i > 0 && (is_digit(c) || is_one_of(c, "+-.")))) continue;
    if (c != ':') break;
    if (i == 0) return no_url(text, "missing protocol scheme");
    Scheme scheme{std::string(text.substr(0, i)), text.substr(i + 1)};
    for (char& letter : scheme.text) {
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return scheme;
  }
  return Scheme{{}, text};
}

// What Go's url.Parse(text).String() prints. Its scheme is empty when it has none.
struct Url {
  bool has_scheme = false;
  std::string text;
};

Result<Url> parse_and_print(std::string_view text) {
  auto hash = text.find('#');
  std::string_view fragment;
  if (hash != std::string_view::npos) fragment = text.substr(hash + 1);
  std::string_view before = text.substr(0, hash);
  bool has_control = std::any_of(before.begin(), before.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (has_control) return no_url(text, "net/url: invalid control character in URL");
  FLYTESPARK_TRY(scheme, take_scheme(before));
  Url url{!scheme.text.empty(), scheme.text};
  if (url.has_scheme) url.text.push_back(':');
  auto question = scheme.rest.find('?');
  std::string_view path = scheme.rest.substr(0, question);
  if (!path.starts_with('/') && url.has_scheme) {
    url.text.append(path);
  } else {
    bool has_authority = path.starts_with("//");
    if (!path.starts_with('/') && path.substr(0, path.find('/')).find(':') != path.npos) {
      return no_url(text, "first path segment in URL cannot contain colon");
    }
    if (has_authority) {
      path.remove_prefix(2);
      std::string why;
      auto printed = authority(path.substr(0, path.find('/')), why);
      if (!printed) return no_url(text, why);
      path.remove_prefix(std::min(path.find('/'), path.size()));
      if (!printed->empty() || !path.empty()) url.text.append("//").append(*printed);
    }
    auto escaped = escape_again(path, kPlainInPath);
    if (!escaped) return no_url(text, "invalid URL escape");
    url.text.append(*escaped);
  }
  if (question != std::string_view::npos) url.text.append(scheme.rest.substr(question));
  if (!fragment.empty()) {
    auto escaped = escape_again(fragment, kPlainInFragment);
    if (!escaped) return no_url(text, "invalid URL escape");
    url.text.append("#").append(*escaped);
  }
  return url;
}

}  // namespace

Result<void> ingress_url(std::string_view format, std::string_view application_text, Buffer& url) {
  Arena arena;
  auto application = read_application(application_text, arena);
  if (!application) return std::move(application).error().in("application");
  if (!is_valid_utf8(format)) {
    return Error(Code::kInvalidDocument, "the format is not UTF-8").in("format");
  }
  std::string text(format);
  replace(text, "appName", application->name);
  replace(text, "appNamespace", application->namespace_name);
  replace(text, "appId", application->spark_application_id);
  FLYTESPARK_TRY(parsed, parse_and_print(text));
  if (parsed.has_scheme) {
    url.append(parsed.text);
    return {};
  }
  FLYTESPARK_TRY(with_scheme, parse_and_print("http://" + text));
  url.append(with_scheme.text);
  return {};
}

}  // namespace flytespark

#include "lib/resolve/msgpack_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/go_float.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/resolve/msgpack_reader.hpp"

namespace flytespark {
namespace {

using Kind = MsgpackScalar::Kind;
using Shape = MsgpackHead::Shape;

// A pair of a map. Its value's text lies at `begin` among the texts of the map.
struct Entry {
  MsgpackScalar key;
  std::size_t begin = 0;
  std::size_t size = 0;
};

template <typename T>
int order(const T& a, const T& b) {
  if (a < b) return -1;
  return b < a ? 1 : 0;
}

int rank(const MsgpackScalar& key) {
  if (key.kind == Kind::kSigned) return 2 + 2 * key.width;
  if (key.kind == Kind::kUnsigned) return 3 + 2 * key.width;
  constexpr int kAboveIntegers = 10;
  return key.kind <= Kind::kString ? static_cast<int>(key.kind)
                                   : kAboveIntegers + static_cast<int>(key.kind);
}

bool is_nan(const MsgpackScalar& key) {
  return (key.kind == Kind::kFloat || key.kind == Kind::kDouble) && std::isnan(key.as_double());
}

// NaN comes before all numbers.
int order_of_numbers(const MsgpackScalar& a, const MsgpackScalar& b) {
  if (is_nan(a) || is_nan(b)) return order(!is_nan(a), !is_nan(b));
  return order(a.as_double(), b.as_double());
}

int order_of_keys(const MsgpackScalar& a, const MsgpackScalar& b) {
  if (int ranks = order(rank(a), rank(b)); ranks != 0) return ranks;
  switch (a.kind) {
    case Kind::kNil:
      return 0;
    case Kind::kString:
      return order(a.text, b.text);
    case Kind::kFloat:
    case Kind::kDouble:
      return order_of_numbers(a, b);
    case Kind::kUnsigned:
    case Kind::kBool:
      return order(a.bits, b.bits);
    case Kind::kTime:
      if (int nanos = order(a.nanos, b.nanos); nanos != 0) return nanos;
      return order(a.as_signed(), b.as_signed());
    case Kind::kSigned:
      return order(a.as_signed(), b.as_signed());
  }
  return 0;
}

bool are_one_key(const MsgpackScalar& a, const MsgpackScalar& b) {
  return order_of_keys(a, b) == 0 && !is_nan(a);
}

Error wrong(std::string message) { return Error(Code::kBuildFailed, std::move(message)); }

class Printer {
 public:
  Printer(std::string_view bytes, Arena& arena, std::string& out)
      : reader_(bytes), arena_(arena), out_(out) {}

  // `depth` counts the arrays and maps around the value.
  Result<void> value(std::size_t depth) {
    FLYTESPARK_TRY(head, reader_.head());
    if (head.shape == Shape::kScalar) {
      scalar(head.scalar);
      return {};
    }
    if (head.shape == Shape::kBinary) return binary(head.count);
    if (depth == kMaxMsgpackDepth) {
      return Error(Code::kLimit, "the messagepack value is nested deeper than " +
                                     std::to_string(kMaxMsgpackDepth));
    }
    return head.shape == Shape::kArray ? array(head.count, depth + 1) : map(head.count, depth + 1);
  }

  std::size_t remaining() const { return reader_.remaining(); }

 private:
  Result<void> binary(std::size_t count) {
    FLYTESPARK_TRY(bytes, reader_.take(count));
    out_.push_back('[');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (i != 0) out_.push_back(' ');
      number(static_cast<unsigned>(static_cast<unsigned char>(bytes[i])));
    }
    out_.push_back(']');
    return {};
  }

  Result<void> array(std::size_t count, std::size_t depth) {
    if (reader_.remaining() < count) return wrong("data length lacks to create slice");
    out_.push_back('[');
    for (std::size_t i = 0; i < count; ++i) {
      if (i != 0) out_.push_back(' ');
      FLYTESPARK_CHECK(value(depth));
    }
    out_.push_back(']');
    return {};
  }

  // The values are printed as they come, then put into the order of their keys.
  Result<void> map(std::size_t count, std::size_t depth) {
    if (reader_.remaining() / 2 < count) return wrong("data length lacks to create map");
    std::vector<Entry> entries(count);
    std::size_t begin = out_.size();
    for (Entry& entry : entries) {
      FLYTESPARK_TRY(head, key());
      entry.key = head.scalar;
      entry.begin = out_.size() - begin;
      FLYTESPARK_CHECK(value(depth));
      entry.size = out_.size() - begin - entry.begin;
      if (head.shape == Shape::kBinary) {
        return wrong("runtime error: hash of unhashable type []uint8");
      }
    }
    std::string texts(out_, begin);
    out_.resize(begin);
    sorted(entries, texts);
    return {};
  }

  // What is no key is refused, but a binary only after its value, so that what is wrong there is
  // told first.
  Result<MsgpackHead> key() {
    MsgpackHead next = reader_.peek();
    if (next.shape == Shape::kMap || next.shape == Shape::kArray) {
      std::string_view kind = next.shape == Shape::kMap ? "map" : "slice";
      return wrong("can not set " + std::string(kind) + " as map key. code: " + next.code_text());
    }
    FLYTESPARK_TRY(head, reader_.head());
    if (head.shape == Shape::kBinary) FLYTESPARK_CHECK(reader_.take(head.count));
    return head;
  }

  void sorted(std::vector<Entry>& entries, std::string_view texts) {
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return order_of_keys(a.key, b.key) < 0;
    });
    out_.append("map[");
    std::string_view separator;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i + 1 < entries.size() && are_one_key(entries[i].key, entries[i + 1].key)) continue;
      out_.append(separator);
      separator = " ";
      scalar(entries[i].key);
      out_.push_back(':');
      out_.append(texts.substr(entries[i].begin, entries[i].size));
    }
    out_.push_back(']');
  }

  template <typename Integer>
  void number(Integer value) {
    char digits[24];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }

  void scalar(const MsgpackScalar& scalar) {
    switch (scalar.kind) {
      case Kind::kNil:
        out_.append("<nil>");
        return;
      case Kind::kString:
        out_.append(scalar.text);
        return;
      case Kind::kSigned:
        return number(scalar.as_signed());
      case Kind::kUnsigned:
        return number(scalar.bits);
      case Kind::kFloat:
        out_.append(format_float_g(static_cast<float>(scalar.as_double()), arena_));
        return;
      case Kind::kDouble:
        out_.append(format_float_g(scalar.as_double(), arena_));
        return;
      case Kind::kBool:
        out_.append(scalar.bits != 0 ? "true" : "false");
        return;
      case Kind::kTime:
        return time(scalar.as_time());
    }
  }

  void time(UnixTime at) {
    char text[kMaxDateTimeChars];
    out_.append(text, write_date_time(at, ' ', text));
    out_.append(" +0000 UTC");
  }

  MsgpackReader reader_;
  Arena& arena_;
  std::string& out_;
};

}  // namespace

Result<void> append_msgpack_text(std::string_view bytes, Arena& arena, std::string& out) {
  if (bytes.empty()) return wrong("no data");
  Printer printer(bytes, arena, out);
  FLYTESPARK_CHECK(printer.value(0));
  if (printer.remaining() == 0) return {};
  return wrong("data has left over size=" + std::to_string(bytes.size()) +
               ", last=" + std::to_string(bytes.size() - printer.remaining()));
}

}  // namespace flytespark

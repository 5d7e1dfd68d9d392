#include "lib/base/rfc3339.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;
// The Gregorian calendar repeats after 400 years, which takes any year into the range of
// std::chrono::year.
constexpr std::int64_t kDaysPerCycle = 146097;
constexpr std::int64_t kYearsPerCycle = 400;

std::int64_t floor_divide(std::int64_t dividend, std::int64_t divisor) {
  std::int64_t quotient = dividend / divisor;
  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

char* write_padded(char* to, std::uint64_t value, int width) {
  char digits[24];
  char* end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  to = std::fill_n(to, std::max<std::ptrdiff_t>(width - (end - digits), 0), '0');
  return std::copy(digits, end, to);
}

char* write_date(char* to, std::int64_t days) {
  std::int64_t cycles = floor_divide(days, kDaysPerCycle);
  std::chrono::year_month_day date(
      std::chrono::sys_days(std::chrono::days(days - cycles * kDaysPerCycle)));
  std::int64_t year = static_cast<int>(date.year()) + cycles * kYearsPerCycle;
  if (year < 0) {
    *to++ = '-';
    year = -year;
  }
  to = write_padded(to, static_cast<std::uint64_t>(year), 4);
  *to++ = '-';
  to = write_padded(to, static_cast<unsigned>(date.month()), 2);
  *to++ = '-';
  return write_padded(to, static_cast<unsigned>(date.day()), 2);
}

// A text read from the front; the first thing that does not fit makes all later reads fail too.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  bool accept(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char wanted) {
    if (!accept(wanted)) ok_ = false;
  }
  bool digit_at(std::size_t index) const {
    return index < rest_.size() && rest_[index] >= '0' && rest_[index] <= '9';
  }
  // Exactly `width` digits, of a value from `least` to `most`.
  int number(std::size_t width, int least, int most) {
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      if (!digit_at(i)) {
        ok_ = false;
        return 0;
      }
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(width);
    if (value < least || value > most) ok_ = false;
    return value;
  }
  std::int32_t fraction() {
    bool begins = !rest_.empty() && (rest_.front() == '.' || rest_.front() == ',');
    if (!begins || !digit_at(1)) return 0;
    rest_.remove_prefix(1);
    std::int32_t nanos = 0;
    std::int32_t unit = 100'000'000;
    for (; digit_at(0); rest_.remove_prefix(1), unit /= 10) nanos += unit * (rest_.front() - '0');
    return nanos;
  }
  // Seconds east of UTC.
  std::int64_t offset() {
    if (accept('Z')) return 0;
    bool east = accept('+');
    if (!east) expect('-');
    int hours = number(2, 0, 24);
    expect(':');
    int minutes = number(2, 0, 60);
    std::int64_t seconds = (hours * 60 + minutes) * 60;
    return east ? seconds : -seconds;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

std::size_t write_date_time(UnixTime time, char separator, char* to) {
  std::int64_t days = floor_divide(time.seconds, kSecondsPerDay);
  auto second_of_day = static_cast<unsigned>(time.seconds - days * kSecondsPerDay);
  char* at = write_date(to, days);
  *at++ = separator;
  at = write_padded(at, second_of_day / 3600, 2);
  *at++ = ':';
  at = write_padded(at, second_of_day / 60 % 60, 2);
  *at++ = ':';
  at = write_padded(at, second_of_day % 60, 2);
  if (time.nanos != 0) {
    *at++ = '.';
    at = write_padded(at, static_cast<std::uint32_t>(time.nanos), 9);
    while (at[-1] == '0') --at;
  }
  return static_cast<std::size_t>(at - to);
}

std::string_view format_rfc3339(UnixTime time, Arena& arena) {
  char text[kMaxDateTimeChars];
  std::size_t size = write_date_time(time, 'T', text);
  text[size++] = 'Z';
  return arena.copy(std::string_view(text, size));
}

std::string_view format_unix_seconds(std::int64_t seconds, Arena& arena) {
  return format_rfc3339({seconds, 0}, arena);
}

std::optional<UnixTime> parse_rfc3339(std::string_view text) {
  Cursor cursor(text);
  int year = cursor.number(4, 0, 9999);
  cursor.expect('-');
  int month = cursor.number(2, 1, 12);
  cursor.expect('-');
  int day = cursor.number(2, 1, 31);
  cursor.expect('T');
  int hour = cursor.number(cursor.digit_at(1) ? 2 : 1, 0, 23);
  cursor.expect(':');
  int minute = cursor.number(2, 0, 59);
  cursor.expect(':');
  int second = cursor.number(2, 0, 59);
  std::int32_t nanos = cursor.fraction();
  std::int64_t offset = cursor.offset();
  if (!cursor.ok() || !cursor.at_end()) return std::nullopt;

  std::chrono::year_month_day date(std::chrono::year(year),
                                   std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  std::int64_t second_of_day = (hour * 60 + minute) * 60 + second;
  return UnixTime{days * kSecondsPerDay + second_of_day - offset, nanos};
}

}  // namespace flytespark

// What `./dev fuzz` throws bytes at: every reader of what strangers send.
//
// A target reads its input as the server would, and answers the first promise that was not kept, in
// words, with what shows it; empty when all were. Crashes and reports of the sanitizers are found
// without it. tests/ replay the corpus through the same functions: see corpus_test.cpp.
#pragma once
#include <array>
#include <string>
#include <string_view>

namespace vefa::fuzz {

/// A raw message: all text is UTF-8, the HTML is safe, nobody writes himself into a case.
std::string check_mail(std::string_view raw);
/// One header field, as each kind of field; the first line is a charset's label.
std::string check_headers(std::string_view text);
/// A page of a mail: what comes out is safe, and stays the same when it is read again.
std::string check_html(std::string_view page);
/// What an IMAP server answers: read alike however it is cut into packets.
std::string check_imap(std::string_view answers);
/// A body for one of the API's structs (chosen by the first byte): encoded and decoded, the same.
std::string check_json(std::string_view body);
/// `METHOD PATH` and a line with the query, to the routes of api/openapi.json.
std::string check_url(std::string_view request);
/// A Content-Type and, after a line's end, the body of a form.
std::string check_form(std::string_view request);
/// Hours, an amount of time and a start as JSON: the deadline keeps the laws of counting.
std::string check_calendar(std::string_view json);
/// A file of zone data.
std::string check_zone(std::string_view tzif);
/// The server's configuration.
std::string check_config(std::string_view toml);

/// A table out of a file: the same read in one piece and in many, and written and read again.
std::string check_csv(std::string_view bytes);

struct Target {
  std::string_view name;
  std::string (*check)(std::string_view);
};
inline constexpr auto kTargets = std::to_array<Target>({{"mail", check_mail},
                                                        {"headers", check_headers},
                                                        {"html", check_html},
                                                        {"imap", check_imap},
                                                        {"json", check_json},
                                                        {"url", check_url},
                                                        {"form", check_form},
                                                        {"calendar", check_calendar},
                                                        {"zone", check_zone},
                                                        {"config", check_config},
                                                        {"csv", check_csv}});

/// Why a page is not safe to show, by rules of its own: read by no parser, byte after byte.
std::string unsafe_in(std::string_view html);

}  // namespace vefa::fuzz

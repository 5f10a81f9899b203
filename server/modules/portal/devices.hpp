// All that a customer owns, on a page of her own: what it is, what is free for her and until when,
// what was promised, its papers, and a way to say that something is wrong with it.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/documents/documents.hpp"
#include "modules/portal/device.hpp"
#include "modules/units/her_link.hpp"

namespace vefa::portal {

/// The most that stand on the page; whoever owns more asks for the others.
inline constexpr std::size_t kMostDevices = 50;

struct OwnedDevice {
  UnitId id;
  Device device;
  std::vector<std::string> promised;           // a sentence each, in her language
  std::vector<documents::Document> documents;  // the newest version of each that is still kept
  std::vector<cases::Case> under_way;          // open cases of hers about it
};

/// What she wrote of a device and could not be taken: it stands in its form again.
struct WordsNotTaken {
  UnitId unit_id;
  std::string words;
  bool is_question = false;
  std::string why;  // a sentence in her language; empty: nothing was refused
};

struct Devices {
  Language language = Language::En;
  std::string company_name;
  std::string zone;
  std::string token;
  bool of_paper = false;  // of one device, by a code that others may hold: no papers, no cases
  std::vector<OwnedDevice> devices;  // the newest first
  bool has_more = false;
  WordsNotTaken not_taken = {};
};

/// What the link shows today: what she owns, or the one device of its paper while it is hers.
/// Nothing for a customer who is gone, or a device that is another's now.
std::optional<Devices> devices_of(Context const& ctx, db::Tx& tx, units::HerLink const& link);
std::string devices_page(Devices const& devices);

/// What became of her words.
struct Reported {
  std::string device;
  std::string number;
  std::string due;         // when she is answered; empty: nothing is owed
  std::string case_token;  // empty: by a code that others may hold
};
std::string reported_page(Devices const& devices, Reported const& reported);
/// `unit` none: a link that this server did not make, or whose customer is gone. Else the paper's
/// device is another's now, and whoever holds it may register it.
std::string no_devices_page(Language language, std::string const& company_name, UnitId unit);

}  // namespace vefa::portal

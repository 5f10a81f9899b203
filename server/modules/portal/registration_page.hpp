// The page by which whoever holds a device registers it, as HTML.
#pragma once
#include <map>
#include <string>

#include "base/language.hpp"
#include "modules/units/units.hpp"

namespace vefa::portal {

/// What she typed, as she typed it.
struct Told {
  std::string serial;
  std::string sold_on;
  std::string seller;
  std::string name;
  std::string contact;  // a phone number or an e-mail address
};

struct RegistrationForm {
  Language language = Language::En;
  std::string company_name;
  std::string token;
  std::string device;        // brand and model, as far as the books know
  std::string serial;        // of a unit that the link names
  bool asks_serial = false;  // the link names a product alone
  std::string today;
  Told told = {};
  std::map<std::string, std::string> wrong = {};  // by field, in words; of the whole under ""
};
/// Short, for a phone, without a script. Files cannot stand in a form again: it says so.
std::string registration_page(RegistrationForm const& form);

struct RegistrationDone {
  RegistrationForm form;
  units::Registered outcome = units::Registered::Known;
  bool has_proof = false;
  std::string case_number;  // of what a person looks at; none: nobody has to
  std::string case_token;
  std::string due;           // by when she is answered
  std::string device_token;  // of the page of what is hers now; none while it waits
};
std::string registered_page(RegistrationDone const& done);
std::string unknown_code_page(Language language, std::string const& company_name);

}  // namespace vefa::portal

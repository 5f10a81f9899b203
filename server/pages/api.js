"use strict";
// Shows /api/openapi.json so that a person can read it. No library, nothing from elsewhere.

const TEXTS = {
  en: {
    skip: "Skip to the operations", search: "Search by path, name or words (press /)", language: "Language",
    download: "OpenAPI file", groups: "Groups", permission: "Permission", everyone: "everyone, without a login",
    parameters: "Parameters", body: "Body", answer: "Answer", refusals: "Refusals", example: "Example",
    copy: "Copy", copied: "Copied", required: "required", empty: "No content.", any: "any bytes", at_most: "at most",
    none: "No operation matches. Try fewer or other words.",
    failed: "The description could not be loaded. Check the connection and load the page again.",
    count: (n, all) => `${n} of ${all} operations`,
  },
  tr: {
    skip: "İşlemlere geç", search: "Yola, ada ya da sözcüğe göre ara (/ tuşu)", language: "Dil",
    download: "OpenAPI dosyası", groups: "Gruplar", permission: "Yetki", everyone: "herkes, oturum açmadan",
    parameters: "Parametreler", body: "Gövde", answer: "Yanıt", refusals: "Ret yanıtları", example: "Örnek",
    copy: "Kopyala", copied: "Kopyalandı", required: "zorunlu", empty: "İçerik yok.", any: "herhangi bir içerik", at_most: "en çok",
    none: "Eşleşen işlem yok. Daha az ya da başka sözcük deneyin.",
    failed: "Açıklama yüklenemedi. Bağlantıyı denetleyip sayfayı yeniden yükleyin.",
    count: (n, all) => `${all} işlemden ${n} tanesi`,
  },
  hu: {
    skip: "Ugrás a műveletekhez", search: "Keresés útvonal, név vagy szavak szerint (/ billentyű)", language: "Nyelv",
    download: "OpenAPI-fájl", groups: "Csoportok", permission: "Jogosultság", everyone: "bárki, bejelentkezés nélkül",
    parameters: "Paraméterek", body: "Törzs", answer: "Válasz", refusals: "Elutasítások", example: "Példa",
    copy: "Másolás", copied: "Kimásolva", required: "kötelező", empty: "Nincs tartalom.", any: "tetszőleges bájtok", at_most: "legfeljebb",
    none: "Nincs találat. Próbáljon kevesebb vagy más szót.",
    failed: "A leírás nem tölthető be. Ellenőrizze a kapcsolatot, és töltse be újra az oldalt.",
    count: (n, all) => `${all} műveletből ${n}`,
  },
  he: {
    skip: "דילוג אל הפעולות", search: "חיפוש לפי נתיב, שם או מילים (מקש /)", language: "שפה",
    download: "קובץ OpenAPI", groups: "קבוצות", permission: "הרשאה", everyone: "כולם, ללא כניסה למערכת",
    parameters: "פרמטרים", body: "גוף הבקשה", answer: "תשובה", refusals: "סירובים", example: "דוגמה",
    copy: "העתקה", copied: "הועתק", required: "חובה", empty: "אין תוכן.", any: "כל תוכן שהוא", at_most: "לכל היותר",
    none: "אין פעולה מתאימה. כדאי לנסות פחות מילים או מילים אחרות.",
    failed: "לא ניתן לטעון את התיאור. יש לבדוק את החיבור ולטעון את הדף מחדש.",
    count: (n, all) => `${n} מתוך ${all} פעולות`,
  },
};
const NAMES = { en: "English", tr: "Türkçe", hu: "Magyar", he: "עברית" };
let language = "en";
let api = null;
const say = (key) => TEXTS[language][key];

/** element("li", {class: "x"}, child, "text") */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}
/** English within a page of any language: the block follows the page, its words run left to right. */
const english = (name, attributes, text) => element(name, attributes, element("bdi", { dir: "ltr", lang: "en" }, text));
const code = (text) => element("code", { dir: "ltr", lang: "en" }, text);

function resolved(schema) {
  if (!schema || !schema.$ref) return schema;
  return api.components.schemas[schema.$ref.split("/").pop()];
}
/** `cas_…` of an id's pattern; another pattern as it is. */
function id_like(pattern) {
  const prefix = /^\^([a-z]+)_\[/.exec(pattern);
  return prefix ? `${prefix[1]}_…` : pattern;
}
function kind_of(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.anyOf) return schema.anyOf.map(kind_of).join(" | ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "array") return `${kind_of(schema.items)}[]`;
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : schema.type || "any";
  const limits = [];
  if (schema.format) limits.push(schema.format);
  if (schema.pattern) limits.push(id_like(schema.pattern));
  if (schema.minLength || schema.maxLength) limits.push(`${schema.minLength || 0}…${schema.maxLength ?? ""}`);
  return limits.length ? `${type} (${limits.join(", ")})` : type;
}
/** The object within a schema whose fields can be shown, through arrays and options. */
function object_in(schema) {
  if (!schema) return null;
  if (schema.$ref) return resolved(schema);
  if (schema.anyOf) return schema.anyOf.map(object_in).find(Boolean) || null;
  if (schema.items) return object_in(schema.items);
  return schema.properties ? schema : null;
}

function field(name, schema, required, seen) {
  const head = [code(name), element("span", { class: "kind", dir: "ltr", lang: "en" }, kind_of(schema)),
    required ? element("span", { class: "must" }, say("required")) : null];
  const inner = object_in(schema);
  if (!inner || !inner.properties || seen.includes(inner)) return element("li", {}, ...head.filter(Boolean));
  return element("li", {}, element("details", {}, element("summary", {}, ...head.filter(Boolean)), fields(inner, seen)));
}
function fields(object, seen = []) {
  const list = element("ul", { class: "fields" });
  for (const [name, schema] of Object.entries(object.properties || {}))
    list.append(field(name, schema, (object.required || []).includes(name), [...seen, object]));
  return list;
}
function schema_view(schema) {
  const object = object_in(schema);
  const type = element("span", { class: "kind", dir: "ltr", lang: "en" }, kind_of(schema));
  return element("div", {}, type, object && object.properties ? fields(object) : null);
}

function example_of(schema, depth = 0) {
  if (schema.$ref) schema = resolved(schema);
  if (schema.anyOf) return example_of(schema.anyOf[0], depth);
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "array") return depth > 2 ? [] : [example_of(schema.items, depth + 1)];
  if (type === "integer" || type === "number") return 1;
  if (type === "boolean") return true;
  if (schema.format === "date-time") return "2026-11-22T06:00:00.000Z";
  if (schema.format === "date") return "2026-11-22";
  if (schema.pattern) return id_like(schema.pattern);
  if (type !== "object") return "…";
  const out = {};
  for (const name of schema.required || []) if (depth < 4) out[name] = example_of(schema.properties[name], depth + 1);
  return out;
}
function curl_of(method, path, operation) {
  const lines = [`curl -X ${method.toUpperCase()} '${location.origin}/api/v1${path}'`];
  if (!operation.security) lines.push(`  -H 'Authorization: Bearer YOUR_TOKEN'`);
  const content = operation.requestBody && operation.requestBody.content;
  if (content && content["application/json"]) {
    lines.push(`  -H 'Content-Type: application/json'`);
    const body = JSON.stringify(example_of(content["application/json"].schema)).replaceAll("'", "'\\''");
    lines.push(`  -d '${body}'`);
  } else if (content) {
    lines.push("  --data-binary @FILE");
  }
  return lines.join(" \\\n");
}

function part(title, ...content) {
  return [element("h3", {}, title), ...content];
}
function parameters_view(operation) {
  const all = (operation.parameters || []).map((p) => (p.$ref ? api.components.parameters[p.$ref.split("/").pop()] : p));
  if (all.length === 0) return [];
  const list = element("ul", { class: "fields" });
  for (const p of all) {
    const item = field(p.name, p.schema, p.required, []);
    item.append(element("span", { class: "kind", dir: "ltr", lang: "en" }, p.in));
    list.append(item);
  }
  return part(say("parameters"), list);
}
function body_view(operation) {
  if (!operation.requestBody) return [];
  const json = operation.requestBody.content["application/json"];
  const limit = element("span", { class: "kind" }, `${say("at_most")} ${new Intl.NumberFormat(language).format(operation["x-max-bytes"])} B`);
  return part(say("body"), json ? schema_view(json.schema) : element("span", {}, say("any")), limit);
}
function answers_view(operation) {
  const out = [];
  const refusals = element("ul", { class: "fields" });
  for (const [status, given] of Object.entries(operation.responses)) {
    const answer = given.$ref ? api.components.responses[given.$ref.split("/").pop()] : given;
    if (status >= "400") {
      refusals.append(element("li", {}, code(status), element("span", { class: "kind", lang: "en", dir: "ltr" }, answer.description)));
      continue;
    }
    const content = Object.entries(answer.content || {})[0];
    const view = content ? element("div", {}, code(content[0]), " ", schema_view(content[1].schema)) : element("p", {}, say("empty"));
    out.push(...part(`${say("answer")} ${status}`, view));
  }
  return [...out, ...part(say("refusals"), refusals)];
}
function example_view(method, path, operation) {
  const text = curl_of(method, path, operation);
  const button = element("button", { type: "button" }, say("copy"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = say("copied");
  });
  const head = element("div", { class: "example" }, element("h3", {}, say("example")), navigator.clipboard ? button : null);
  return [head, element("pre", { dir: "ltr", lang: "en", tabindex: "0" }, element("code", {}, text))];
}
function operation_view({ method, path, operation }) {
  const summary = element("summary", {},
    element("span", { class: "method", lang: "en" }, method.toUpperCase()),
    english("span", { class: "path" }, path),
    english("span", { class: "says" }, operation.summary));
  const details = element("details", { class: "operation", id: operation.operationId }, summary);
  details.addEventListener("toggle", () => {
    if (!details.open || details.children.length > 1) return;
    const permission = operation["x-permission"] === "public" ? say("everyone") : code(operation["x-permission"]);
    details.append(element("div", { class: "inside" },
      element("p", { class: "permission" }, `${say("permission")}: `, permission),
      ...parameters_view(operation), ...body_view(operation), ...answers_view(operation),
      ...example_view(method, path, operation)));
  });
  return details;
}

function all_operations() {
  const out = [];
  for (const [path, item] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(item))
      out.push({ method, path, operation, group: operation.tags[0],
        words: `${method} ${path} ${operation.operationId} ${operation.summary} ${operation["x-permission"]}`.toLowerCase() });
  return out;
}
function show() {
  const wanted = document.getElementById("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const all = all_operations();
  const found = all.filter(({ words }) => wanted.every((word) => words.includes(word)));
  const groups = new Map();
  for (const one of found) groups.set(one.group, [...(groups.get(one.group) || []), one]);
  const main = document.getElementById("operations");
  const links = element("ul", {});
  main.replaceChildren();
  for (const [group, list] of groups) {
    links.append(element("li", {}, element("a", { href: `#group-${group}`, lang: "en" }, group)));
    main.append(element("section", {}, english("h2", { id: `group-${group}` }, group), ...list.map(operation_view)));
  }
  if (found.length === 0) main.append(element("p", { class: "nothing" }, say("none")));
  document.getElementById("groups").replaceChildren(links);
  document.getElementById("count").textContent = say("count")(found.length, all.length);
}
function open_named() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!named) return;
  if (named.tagName === "DETAILS") named.open = true;
  named.scrollIntoView();
}
function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = chosen === "he" ? "rtl" : "ltr";
  document.getElementById("groups").setAttribute("aria-label", say("groups"));
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = say(place.dataset.text);
  if (api) show();
}
function first_language() {
  const asked = [new URLSearchParams(location.search).get("lang"), localStorage.getItem("vefa-language"), ...navigator.languages];
  for (const one of asked) {
    const short = (one || "").split("-")[0].replace("iw", "he");
    if (TEXTS[short]) return short;
  }
  return "en";
}

async function start() {
  const choice = document.getElementById("language");
  for (const [tag, name] of Object.entries(NAMES)) choice.append(element("option", { value: tag, lang: tag }, name));
  choice.value = first_language();
  speak(choice.value);
  choice.addEventListener("change", () => {
    localStorage.setItem("vefa-language", choice.value);
    speak(choice.value);
  });
  const search = document.getElementById("search");
  search.addEventListener("input", show);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target === search || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    search.focus();
  });
  try {
    const answer = await fetch("/api/openapi.json");
    if (!answer.ok) throw new Error(String(answer.status));
    api = await answer.json();
  } catch {
    document.getElementById("operations").append(element("p", { class: "nothing", role: "alert" }, say("failed")));
    return;
  }
  document.getElementById("about").textContent = api.info.description;
  show();
  open_named();
  window.addEventListener("hashchange", open_named);
}
start();

"use strict";
// Is the paper with this number true? Everything is in the page: a signed list (SIGNED), a public key, and the number,
// which stands behind the # and is sent nowhere. Written for old telephones: no modules, no fetch.
(function () {
  var body = document.body, $ = function (id) { return document.getElementById(id); };

  function bytes(base64) {
    var text = atob(base64), out = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
    return out;
  }
  function same(a, b) {
    for (var i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return a.length === b.length;
  }
  // minisign, as it signs what is not hashed before: algorithm "Ed", id of the key, signature; then the trusted comment.
  function verified(text, file, key) {
    var lines = file.split("\n"), mark = "trusted comment: ";
    var first = bytes(lines[1]), open = bytes(key), whole = bytes(lines[3]);
    if (first.length !== 74 || open.length !== 42 || whole.length !== 64 || lines[2].indexOf(mark) !== 0) return false;
    if (first[0] !== 69 || first[1] !== 100 || !same(first.subarray(2, 10), open.subarray(2, 10))) return false;
    var signature = first.subarray(10), known = open.subarray(10), utf8 = new TextEncoder();
    var comment = utf8.encode(lines[2].slice(mark.length)), both = new Uint8Array(64 + comment.length);
    both.set(signature); both.set(comment, 64);
    return nacl.sign.detached.verify(utf8.encode(text), signature, known) && nacl.sign.detached.verify(both, whole, known);
  }
  function list() {
    try {
      return verified(SIGNED.text, SIGNED.signature, SIGNED.key) ? JSON.parse(SIGNED.text) : null;
    } catch (fault) {
      return null;
    }
  }
  function day(date) {
    var two = function (n) { return (n < 10 ? "0" : "") + n; };
    return date.getFullYear() + "-" + two(date.getMonth() + 1) + "-" + two(date.getDate());
  }
  function fresh(known) {
    var today = day(new Date());
    return known.issued <= today && today <= known.valid_until;
  }

  // What to say: a state, the key of a sentence and what goes into it; what to show: an edition, its number and version.
  function verdict(number, known) {
    if (!known) return { state: "unknown", key: "unsigned" };
    if (!known.bags) return offline(number, known);
    var found = known.bags.filter(function (bag) { return Object.prototype.hasOwnProperty.call(bag.editions, number); });
    var of = function (state) { return found.filter(function (bag) { return bag.state === state; }).pop(); };
    var bag = of("current");
    if (bag && fresh(known)) return shown({ state: "newest" }, bag, number);
    // What stands in no current version is told by its last one; bad news is believed of an old list as well.
    if (!bag && (bag = of("recalled"))) return instead({ state: "recalled", key: "why", values: [bag.reason] }, bag, number);
    if (!bag && (bag = of("superseded"))) return instead({ state: "superseded", key: "by", values: [bag.by] }, bag, number);
    if (!fresh(known)) return { state: "unknown", key: "expired", values: [known.issued, known.valid_until] };
    return { state: "false", key: "not" };
  }
  function offline(number, known) {
    var edition = known.editions.filter(function (one) { return one.number === number; })[0];
    var told = { state: "unknown", key: edition ? "offline" : "elsewhere", values: [known.site] };
    return edition ? shown(told, { editions: pair(number, edition), version: known.version, date: known.date }, number) : told;
  }
  function pair(number, edition) {
    var made = {};
    made[number] = edition;
    return made;
  }
  function shown(told, bag, number) {
    told.bag = bag; told.number = number; told.edition = bag.editions[number]; told.language = told.edition.language;
    return told;
  }
  // Never the numbers of a paper that is no longer right: those of the one that took its place.
  function instead(told, bag, number) {
    var old = bag.editions[number];
    told.language = old.language; told.now = true;
    known.bags.forEach(function (one) {
      if (one.state !== "current" || !fresh(known)) return;
      Object.keys(one.editions).forEach(function (other) {
        if (one.editions[other].name === old.name) shown(told, one, other);
      });
    });
    return told;
  }

  function say(sentence, values, tag) {
    return sentence.replace(/\{(\d)\}/g, function (_, n) {
      var value = values[n];
      return value && typeof value === "object" ? value[tag] || value[Object.keys(value)[0]] : value;
    });
  }
  function fact(label, value, kind) {
    var dt = document.createElement("dt"), dd = document.createElement("dd"), bdi = document.createElement("bdi");
    dt.textContent = label; bdi.textContent = value; bdi.dir = kind ? "ltr" : "auto"; dd.className = kind || "";
    dd.appendChild(bdi);
    $("facts").appendChild(dt); $("facts").appendChild(dd);
  }
  function asked() {
    return decodeURIComponent(location.hash.slice(1)).toUpperCase().replace(/[^A-Z0-9]/g, "");
  }

  var known = list(), titles = (known && known.titles) || {}, tag = "", chosen = false;
  function show() {
    var number = asked(), whole = /^[A-Z2-7]{12}$/.test(number);
    var told = number ? (whole ? verdict(number, known) : { state: "unknown", key: "form" }) : { state: "wait" };
    // In the language of the paper, else in Arabic, until someone asks for another.
    if (!chosen) tag = WORDS[told.language] ? told.language : "ar";
    var words = WORDS[tag], edition = told.edition;
    document.documentElement.lang = tag;
    document.documentElement.dir = words.dir;
    document.title = words.title;
    $("verdict").className = told.state;
    $("said").textContent = number ? words[told.state] : words.title;
    $("more").textContent = told.key ? say(words[told.key], told.values || [], tag) : "";
    document.querySelector("label").textContent = words.ask;
    document.querySelector("form button").textContent = words.go;
    $("number").value = number.replace(/(.{4})(?=.)/g, "$1 ");
    $("campaign").textContent = titles[tag] || titles[Object.keys(titles)[0]] || "";
    $("signed").textContent = known ? say(words.key, [SIGNED.id], tag) : "";
    Array.prototype.forEach.call($("languages").children, function (button) {
      button.setAttribute("aria-pressed", String(button.lang === tag));
    });
    $("paper").hidden = !edition;
    $("facts").textContent = "";
    if (!edition) return;
    $("title").textContent = edition.title;
    $("title").lang = edition.language; $("title").dir = edition.direction;
    if (edition.draft) fact("", words.draft);
    edition.helplines.forEach(function (line) {
      line.contacts.forEach(function (contact, n) { fact(n ? "" : line.name, contact, "number"); });
    });
    fact(words.version, told.bag.version + " · " + told.bag.date);
    fact(words.language, (WORDS[edition.language] || { name: edition.language }).name);
    $("now").textContent = told.now ? words.now : "";
    $("compare").textContent = edition.page && !told.now ? words.compare : "";
    $("page").hidden = !edition.page;
    if (edition.page) $("page").src = body.dataset.pages ? body.dataset.pages + told.number + ".png" : edition.page;
    $("page").alt = edition.title;
  }

  Object.keys(WORDS).forEach(function (one) {
    var button = document.createElement("button");
    button.type = "button"; button.lang = one; button.textContent = WORDS[one].name;
    button.onclick = function () { tag = one; chosen = true; show(); };
    $("languages").appendChild(button);
  });
  $("ask").onsubmit = function (event) {
    event.preventDefault();
    var number = $("number").value.toUpperCase().replace(/[^A-Z0-9]/g, "");
    if (number === asked()) show(); else location.hash = number;
  };
  window.onhashchange = show;
  show();
})();

// Kubernetes' Go types -> core_v1.hpp and core_v1.cpp, the tables that one decoder, encoder and merge read.
//
// Run: cd lib/k8s/generate && go run . ..
//
// The roots are the pod templates; every type they reach is written. Inlined structs are flattened at their place. A type
// that decodes itself has a kind of its own; any Go kind without a rule here ends the run, so that a newer k8s.io/api
// cannot add one unseen.
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"unicode"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var roots = []reflect.Type{
	reflect.TypeFor[corev1.PodTemplate](),
	reflect.TypeFor[corev1.PodTemplateSpec](),
	reflect.TypeFor[corev1.PodSpec](),
}

// Types that decode and encode themselves.
var selfCoded = map[reflect.Type]string{
	reflect.TypeFor[resource.Quantity]():  "kQuantity",
	reflect.TypeFor[intstr.IntOrString](): "kIntOrString",
	reflect.TypeFor[metav1.Time]():        "kTime",
	reflect.TypeFor[metav1.FieldsV1]():    "kRawJson",
}

var scalars = map[reflect.Kind]string{
	reflect.String: "kString",
	reflect.Bool:   "kBool",
	reflect.Int32:  "kInt32",
	reflect.Int64:  "kInt64",
}

type field struct {
	goName, jsonName, embedded string
	typ                        reflect.Type
	omitEmpty, omitZero        bool
}

type structure struct {
	typ    reflect.Type
	name   string // unique; that of Go unless two packages share it
	fields []field
}

type generator struct {
	names   map[reflect.Type]string // C++ constant of a type, once it is written
	taken   map[string]reflect.Type
	open    map[reflect.Type]bool // being written: met again means recursion
	structs []structure
	tables  bytes.Buffer
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run . OUTPUT_FOLDER")
	}
	g := generator{
		names: map[reflect.Type]string{},
		taken: map[string]reflect.Type{},
		open:  map[reflect.Type]bool{},
	}
	for _, root := range roots {
		g.typeConstant(root)
	}
	for _, s := range g.structs {
		g.typeConstant(s.typ) // those that only pointers reach
	}
	slices.SortFunc(g.structs, func(a, b structure) int { return strings.Compare(a.name, b.name) })
	write(filepath.Join(os.Args[1], "core_v1.hpp"), g.header())
	write(filepath.Join(os.Args[1], "core_v1.cpp"), g.source())
}

func write(path string, text []byte) {
	if err := os.WriteFile(path, text, 0o644); err != nil {
		log.Fatal(err)
	}
}

// typeConstant writes the Type of t, after all it needs, unless that was done before.
func (g *generator) typeConstant(t reflect.Type) string {
	if name, done := g.names[t]; done {
		return name
	}
	if g.open[t] {
		log.Fatalf("%v reaches itself: the tables would have to be declared ahead", t)
	}
	g.open[t] = true
	base, pointer := t, "false"
	if t.Kind() == reflect.Pointer {
		base, pointer = t.Elem(), "true"
	}
	kind, element, structName := g.kindOf(base)
	name := g.constantName(t)
	g.names[t] = name
	fmt.Fprintf(&g.tables, "constexpr Type %s = {Kind::%s, %s, %s, %s, \"%s\"};\n",
		name, kind, pointer, element, structName, base.String())
	return name
}

func (g *generator) kindOf(t reflect.Type) (kind, element, structName string) {
	element, structName = "nullptr", "nullptr"
	if kind, found := selfCoded[t]; found {
		return kind, element, structName
	}
	if kind, found := scalars[t.Kind()]; found {
		return kind, element, structName
	}
	switch t.Kind() {
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			log.Fatalf("%v: bytes have no rule", t)
		}
		return "kList", "&" + g.typeConstant(t.Elem()), structName
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			log.Fatalf("%v: a map whose keys are no strings", t)
		}
		return "kMap", "&" + g.typeConstant(t.Elem()), structName
	case reflect.Struct:
		return "kStruct", element, "&" + g.structConstant(t)
	}
	log.Fatalf("%v: no rule for Go's kind %v", t, t.Kind())
	return
}

func (g *generator) structConstant(t reflect.Type) string {
	for _, s := range g.structs {
		if s.typ == t {
			return "k" + s.name + "Struct"
		}
	}
	s := structure{typ: t, name: strings.TrimSuffix(strings.TrimPrefix(g.constantName(t), "k"), "Type")}
	s.fields = flatten(t, "")
	checkNames(s)
	rows := bytes.Buffer{}
	for _, f := range s.fields {
		fmt.Fprintf(&rows, "    {\"%s\", &%s, %v, %v, \"%s\"},\n",
			f.jsonName, g.typeConstant(f.typ), f.omitEmpty, f.omitZero, f.embedded)
	}
	fmt.Fprintf(&g.tables, "constexpr Field k%sFields[] = {\n%s};\n", s.name, rows.String())
	fmt.Fprintf(&g.tables, "constexpr Struct k%sStruct = {\"%s\", k%sFields};\n", s.name, t.Name(), s.name)
	g.structs = append(g.structs, s)
	return "k" + s.name + "Struct"
}

// flatten lists the fields of t, those of inlined structs in the place of the inlined struct.
func flatten(t reflect.Type, embedded string) []field {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		tag, tagged := f.Tag.Lookup("json")
		if tag == "-" {
			continue
		}
		if !f.IsExported() || !tagged {
			log.Fatalf("%v.%s: not exported, or without a json tag", t, f.Name)
		}
		options := strings.Split(tag, ",")
		if options[0] == "" {
			if !f.Anonymous || f.Type.Kind() != reflect.Struct || embedded != "" {
				log.Fatalf("%v.%s: no JSON name, and no struct inlined once", t, f.Name)
			}
			fields = append(fields, flatten(f.Type, f.Name)...)
			continue
		}
		row := field{goName: f.Name, jsonName: options[0], embedded: embedded, typ: f.Type}
		for _, option := range options[1:] {
			switch option {
			case "omitempty":
				row.omitEmpty = true
			case "omitzero":
				row.omitZero = true
			default:
				log.Fatalf("%v.%s: no rule for the json option %q", t, f.Name, option)
			}
		}
		fields = append(fields, row)
	}
	return fields
}

// Two fields of one name would need Go's rule for which of them wins.
func checkNames(s structure) {
	if len(s.fields) == 0 {
		log.Fatalf("%v has no fields", s.typ)
	}
	seen := map[string]bool{}
	for _, f := range s.fields {
		for _, name := range []string{"go " + f.goName, "json " + strings.ToLower(f.jsonName)} {
			if seen[name] {
				log.Fatalf("%v: two fields are called %s", s.typ, name)
			}
			seen[name] = true
		}
	}
}

// constantName gives "kPodSpecType", "kContainerListType", "kInt64PointerType"; when another package's type has the name
// already, that of t gets its API group in front: "kMetaTimeType".
func (g *generator) constantName(t reflect.Type) string {
	name := "k" + plainName(t) + "Type"
	if other, found := g.taken[name]; found && other != t {
		parts := strings.Split(t.PkgPath(), "/")
		if len(parts) < 2 {
			log.Fatalf("%v and %v are both called %s", t, other, name)
		}
		name = "k" + capitalised(parts[len(parts)-2]) + plainName(t) + "Type"
		if other, found := g.taken[name]; found && other != t {
			log.Fatalf("%v and %v are both called %s", t, other, name)
		}
	}
	g.taken[name] = t
	return name
}

func plainName(t reflect.Type) string {
	if t.Name() != "" {
		return capitalised(t.Name())
	}
	switch t.Kind() {
	case reflect.Pointer:
		return plainName(t.Elem()) + "Pointer"
	case reflect.Slice:
		return plainName(t.Elem()) + "List"
	case reflect.Map:
		return plainName(t.Elem()) + "Map"
	}
	log.Fatalf("%v has no name", t)
	return ""
}

func capitalised(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// snakeCase: PodDNSConfig -> pod_dns_config.
func snakeCase(name string) string {
	var out strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) {
			startsWord := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if !unicode.IsUpper(runes[i-1]) || startsWord {
				out.WriteByte('_')
			}
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

func opening() string {
	var versions []string
	info, ok := debug.ReadBuildInfo()
	if !ok {
		log.Fatal("no build information: module versions unknown")
	}
	for _, module := range info.Deps {
		if module.Path == "k8s.io/api" || module.Path == "k8s.io/apimachinery" {
			versions = append(versions, module.Path+" "+module.Version)
		}
	}
	if len(versions) != 2 {
		log.Fatalf("expected two Kubernetes modules, got %v", versions)
	}
	return "// Generated by lib/k8s/generate from " + strings.Join(versions, " and ") + ".\n"
}

func (g *generator) header() []byte {
	var out bytes.Buffer
	out.WriteString(opening())
	out.WriteString(`//
// For each Go struct: the slot of each field in a typed Value, in declaration order with inlined structs flattened, and
// its Type. The rows of the tables are in core_v1.cpp.
// clang-format off
#pragma once

#include <cstdint>

#include "lib/k8s/schema.hpp"

namespace flytespark::k8s {

`)
	for _, s := range g.structs {
		fmt.Fprintf(&out, "extern const Type k%sType;\n", s.name)
	}
	for _, s := range g.structs {
		fmt.Fprintf(&out, "\nnamespace %s {\nenum Field : std::uint16_t {\n", snakeCase(s.name))
		line := " "
		for _, f := range append(s.fields, field{goName: "FieldCount"}) {
			item := " k" + f.goName + ","
			if len(line)+len(item) > 100 {
				out.WriteString(line + "\n")
				line = " "
			}
			line += item
		}
		out.WriteString(line + "\n};\n}  // namespace " + snakeCase(s.name) + "\n")
	}
	out.WriteString("\n}  // namespace flytespark::k8s\n")
	return out.Bytes()
}

func (g *generator) source() []byte {
	var out bytes.Buffer
	out.WriteString(opening())
	out.WriteString(`//
// Type: kind, pointer, element, structure, Go's name. Field: JSON name, type, omitempty, omitzero, inlined struct.
// clang-format off
#include "lib/k8s/core_v1.hpp"

namespace flytespark::k8s {

`)
	out.Write(g.tables.Bytes())
	out.WriteString("\n}  // namespace flytespark::k8s\n")
	return out.Bytes()
}

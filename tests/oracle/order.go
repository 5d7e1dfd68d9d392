// Chance -> order, without knowing what the plugin does with the things.
//
// Where the plugin walks a map, the order of its answer is left to chance. What goes into such a map
// is marked with its rank in ascending byte order beforehand; in the answer the marked things find
// themselves, neighbours are put in order of rank, and the marks are taken off again. The marks sit
// where nothing in between looks: in the name of an environment variable, in the display name of a
// dynamic link, and in the seconds of a toleration, since tolerations are compared by all else.
package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"strconv"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/logs"
	k8sconfig "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/flytek8s/config"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/plugins/k8s/spark"
	corev1 "k8s.io/api/core/v1"
)

// Environment variables come in groups; a group goes before the next.
const (
	groupEnvironment = (iota + 1) * 1_000_000
	groupDefault
	groupFromHost
)

const (
	markByte   = "\x00"
	markDigits = 8
	markLength = len(markByte) + markDigits
)

// The lowest numbers of seconds stand for ranks; nobody tolerates anything for minus 292 billion years.
const firstSeconds = math.MinInt64

type marks struct {
	seconds []*int64 // by rank, as configured
}

func marked(rank int, text string) string {
	return fmt.Sprintf("%s%0*d%s", markByte, markDigits, rank, text)
}

// Takes a mark off; rank -1 where there is none.
func unmark(text *string) int {
	if len(*text) < markLength || (*text)[:len(markByte)] != markByte {
		return -1
	}
	rank, err := strconv.Atoi((*text)[len(markByte):markLength])
	if err != nil {
		return -1
	}
	*text = (*text)[markLength:]
	return rank
}

func markedNames(variables map[string]string, group int) map[string]string {
	result := make(map[string]string, len(variables))
	for i, name := range slices.Sorted(maps.Keys(variables)) {
		result[marked(group+i, name)] = variables[name]
	}
	return result
}

func markConfig() marks {
	config := k8sconfig.GetK8sPluginConfig()
	config.DefaultEnvVars = markedNames(config.DefaultEnvVars, groupDefault)
	config.DefaultEnvVarsFromEnv = markedNames(config.DefaultEnvVarsFromEnv, groupFromHost)

	var m marks
	tolerations := make(map[corev1.ResourceName][]corev1.Toleration, len(config.ResourceTolerations))
	for _, resource := range slices.Sorted(maps.Keys(config.ResourceTolerations)) {
		for _, toleration := range config.ResourceTolerations[resource] {
			rank := firstSeconds + int64(len(m.seconds))
			m.seconds = append(m.seconds, toleration.TolerationSeconds)
			toleration.TolerationSeconds = &rank
			tolerations[resource] = append(tolerations[resource], toleration)
		}
	}
	config.ResourceTolerations = tolerations

	groups := &spark.GetSparkConfig().LogConfig
	rank := 0
	for _, group := range []*logs.LogConfig{&groups.Mixed, &groups.User, &groups.System, &groups.AllUser} {
		links := maps.Clone(group.DynamicLogLinks)
		for _, name := range slices.Sorted(maps.Keys(links)) {
			link := links[name]
			link.DisplayName = marked(rank, link.DisplayName)
			links[name] = link
			rank++
		}
		group.DynamicLogLinks = links
	}
	return m
}

func orderVariables(variables []corev1.EnvVar) {
	order(variables, func(v *corev1.EnvVar) int { return unmark(&v.Name) })
}

func orderLinks(links []*core.TaskLog) {
	order(links, func(link **core.TaskLog) int { return unmark(&(*link).Name) })
}

func (m marks) orderTolerations(tolerations []corev1.Toleration) {
	order(tolerations, func(t *corev1.Toleration) int {
		if t.TolerationSeconds == nil || *t.TolerationSeconds >= firstSeconds+int64(len(m.seconds)) {
			return -1
		}
		rank := int(*t.TolerationSeconds - firstSeconds)
		t.TolerationSeconds = m.seconds[rank]
		return rank
	})
}

// Puts each run of marked neighbours in order. take removes a mark and returns its rank, or -1.
func order[T any](items []T, take func(*T) int) {
	ranks := make([]int, len(items))
	for i := range items {
		ranks[i] = take(&items[i])
	}
	for start := 0; start < len(items); start++ {
		end := start
		for end < len(items) && ranks[end] >= 0 {
			end++
		}
		sort.Stable(byRank[T]{items[start:end], ranks[start:end]})
		start = end
	}
}

type byRank[T any] struct {
	items []T
	ranks []int
}

func (b byRank[T]) Len() int           { return len(b.items) }
func (b byRank[T]) Less(i, j int) bool { return b.ranks[i] < b.ranks[j] }
func (b byRank[T]) Swap(i, j int) {
	b.items[i], b.items[j] = b.items[j], b.items[i]
	b.ranks[i], b.ranks[j] = b.ranks[j], b.ranks[i]
}

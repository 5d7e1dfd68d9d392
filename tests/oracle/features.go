// A job's own Spark conf, where two of its keys write one -> a conf in which none do.
//
// A feature key of the user stands for several keys. If another key of the user writes one of those,
// chance decides in the plugin, which walks a map. Here the later key in ascending byte order wins.
// What a key writes is not worked out but asked: the plugin builds a task with that one key, over no
// defaults.
package main

import (
	"context"
	"maps"
	"slices"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/plugins"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/plugins/k8s/spark"
	"github.com/flyteorg/flyte/flytestdlib/utils"
	sparkoperator "github.com/kubeflow/spark-operator/api/v1beta2"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	corev1 "k8s.io/api/core/v1"
)

// The conf as it would be with the user's keys applied in order, or nil if their order is all the same.
func (f *flyte) resolveConflicts(ctx context.Context, q *question) (map[string]string, error) {
	var job plugins.SparkJob
	if len(spark.GetSparkConfig().Features) == 0 ||
		utils.UnmarshalStructToPb(q.template.GetCustom(), &job) != nil {
		return nil, nil
	}
	resolved := map[string]string{}
	conflict := false
	for _, key := range slices.Sorted(maps.Keys(job.GetSparkConf())) {
		writes, err := f.writes(ctx, key, job.GetSparkConf()[key])
		if err != nil {
			return nil, err
		}
		for name, value := range writes {
			before, twice := resolved[name]
			conflict = conflict || twice && before != value
			resolved[name] = value
		}
	}
	if !conflict {
		return nil, nil
	}
	return resolved, nil
}

// What one key of the user writes.
func (f *flyte) writes(ctx context.Context, key, value string) (map[string]string, error) {
	pair := [2]string{key, value}
	if known, asked := f.features[pair]; asked {
		return known, nil
	}
	// The plugin fills core limits that are empty; a given one shows whether a key writes it.
	const given = "\x00given"
	defaults := map[string]string{
		"spark.kubernetes.driver.limit.cores":   given,
		"spark.kubernetes.executor.limit.cores": given,
	}
	config := spark.GetSparkConfig()
	configured := config.DefaultSparkConfig
	config.DefaultSparkConfig = defaults
	defer func() { config.DefaultSparkConfig = configured }()

	always, err := f.confOf(ctx, nil)
	if err != nil {
		return nil, err
	}
	writes, err := f.confOf(ctx, map[string]any{key: value})
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(writes, func(name, value string) bool {
		_, fixed := always[name] // those that the plugin sets itself, last of all
		if _, limit := defaults[name]; limit {
			return value == given
		}
		return fixed
	})
	f.features[pair] = writes
	return writes, nil
}

// The plugin's conf for a task that has nothing but these keys.
func (f *flyte) confOf(ctx context.Context, conf map[string]any) (map[string]string, error) {
	custom, err := structpb.NewStruct(map[string]any{"mainClass": "any", "sparkConf": conf})
	if err != nil {
		return nil, err
	}
	task := taskContext{question: &question{
		template: &core.TaskTemplate{
			Custom: custom, Target: &core.TaskTemplate_Container{Container: &core.Container{}},
		},
		execution: execution{
			GeneratedName: "any", Namespace: nowhere,
			Overrides: overrides{Resources: &corev1.ResourceRequirements{}},
		},
	}}
	object, err := f.plugin.Plugin.BuildResource(ctx, task)
	if err != nil {
		return nil, err
	}
	return object.(*sparkoperator.SparkApplication).Spec.SparkConf, nil
}

// The question with this conf, and the plugin without features, as they are in the conf already.
func withConf(q *question, conf map[string]string) (changed *question, undo func()) {
	fields := make(map[string]*structpb.Value, len(conf))
	for key, value := range conf {
		fields[key] = structpb.NewStringValue(value)
	}
	copied := *q
	copied.template = proto.Clone(q.template).(*core.TaskTemplate)
	copied.template.Custom.Fields["sparkConf"] = structpb.NewStructValue(&structpb.Struct{Fields: fields})

	config := spark.GetSparkConfig()
	features := config.Features
	config.Features = nil
	return &copied, func() { config.Features = features }
}

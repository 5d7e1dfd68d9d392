// The plugin as Flyte runs it: taken from Flyte's registry and driven by Flyte's own manager of
// Kubernetes plugins, with a cluster of which only this much is real: it remembers the object that
// is created, and holds the one application that a question brings.
//
// The manager wraps what the plugin says. A recorder between the two keeps the plugin's own words,
// since an answer holds both: the plugin's error and what the manager makes of it.
package main

import (
	"context"
	"errors"
	"os"

	"github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery"
	pluginscore "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/flytek8s"
	k8sconfig "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/flytek8s/config"
	pluginsk8s "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/k8s"
	_ "github.com/flyteorg/flyte/flyteplugins/go/tasks/plugins/k8s/spark" // registers itself
	propeller "github.com/flyteorg/flyte/flytepropeller/pkg/controller/nodes/task/k8s"
	"github.com/flyteorg/flyte/flytestdlib/contextutils"
	"github.com/flyteorg/flyte/flytestdlib/promutils"
	"github.com/flyteorg/flyte/flytestdlib/promutils/labeled"
	sparkoperator "github.com/kubeflow/spark-operator/api/v1beta2"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// No namespace can have this name.
const nowhere = "/"

type flyte struct {
	manager  *propeller.PluginManager
	plugin   *recorder
	client   *oneObject
	marks    marks
	features map[[2]string]map[string]string // what a key of the user writes, once asked
}

func newFlyte(ctx context.Context, marks marks) (*flyte, error) {
	labeled.SetMetricKeys(contextutils.NamespaceKey)
	// The store falls back to a namespace of Flyte's own, which questions do not have.
	flytek8s.DefaultPodTemplateStore.SetDefaultNamespace(nowhere)
	for _, entry := range pluginmachinery.PluginRegistry().GetK8sPlugins() {
		if entry.ID != "spark" {
			continue
		}
		f := &flyte{
			plugin: &recorder{Plugin: entry.Plugin}, client: &oneObject{}, marks: marks,
			features: map[[2]string]map[string]string{},
		}
		entry.Plugin = f.plugin
		var err error
		f.manager, err = propeller.NewPluginManager(
			ctx, setup{client: f.client}, entry, propeller.NewResourceMonitorIndex(), nil)
		return f, err
	}
	return nil, errors.New("no plugin registered itself as spark")
}

// Makes the question's pod templates and host environment those of the process. Variables that the
// configuration names and the question does not have are taken away, whatever the host has.
func stage(q *question) (undo func()) {
	var undos []func()
	for _, name := range k8sconfig.GetK8sPluginConfig().DefaultEnvVarsFromEnv {
		if before, had := os.LookupEnv(name); had {
			undos = append(undos, func() { os.Setenv(name, before) })
		} else {
			undos = append(undos, func() { os.Unsetenv(name) })
		}
		if value, given := q.cluster.HostEnvironment[name]; given {
			os.Setenv(name, value)
		} else {
			os.Unsetenv(name)
		}
	}
	for _, podTemplate := range q.cluster.PodTemplates {
		flytek8s.DefaultPodTemplateStore.Store(podTemplate)
		undos = append(undos, func() { flytek8s.DefaultPodTemplateStore.Delete(podTemplate) })
	}
	return func() {
		for i := len(undos) - 1; i >= 0; i-- {
			undos[i]()
		}
	}
}

type recorder struct {
	pluginsk8s.Plugin
	phase    pluginscore.PhaseInfo
	buildErr error
	phaseErr error
}

func (r *recorder) BuildResource(
	ctx context.Context, task pluginscore.TaskExecutionContext) (client.Object, error) {
	object, err := r.Plugin.BuildResource(ctx, task)
	r.buildErr = err
	return object, err
}

func (r *recorder) GetTaskPhase(
	ctx context.Context, plugin pluginsk8s.PluginContext, object client.Object) (
	pluginscore.PhaseInfo, error) {
	phase, err := r.Plugin.GetTaskPhase(ctx, plugin, object)
	r.phase, r.phaseErr = phase, err
	return phase, err
}

// A client of a cluster with one object of either direction.
type oneObject struct {
	client.Client
	created *sparkoperator.SparkApplication
	found   *sparkoperator.SparkApplication
}

func (o *oneObject) Create(_ context.Context, object client.Object, _ ...client.CreateOption) error {
	o.created = object.(*sparkoperator.SparkApplication)
	return nil
}

// As from a cache: the whole object is replaced, whatever the caller had put in.
func (o *oneObject) Get(
	_ context.Context, _ client.ObjectKey, object client.Object, _ ...client.GetOption) error {
	*object.(*sparkoperator.SparkApplication) = *o.found
	return nil
}

// What the manager asks for when it is made. Its informer never has news, and its monitor never runs.
type setup struct{ client client.Client }

func (setup) EnqueueOwner() pluginscore.EnqueueOwner {
	return func(types.NamespacedName) error { return nil }
}
func (setup) OwnerKind() string                                { return "FlyteWorkflow" }
func (setup) MetricsScope() promutils.Scope                    { return promutils.NewScope("oracle") }
func (s setup) KubeClient() pluginscore.KubeClient             { return s }
func (setup) SecretManager() pluginscore.SecretManager         { return nil }
func (setup) ResourceRegistrar() pluginscore.ResourceRegistrar { return nil }
func (s setup) GetClient() client.Client                       { return s.client }
func (setup) GetCache() cache.Cache                            { return silent{} }

type silent struct{ cache.Cache }

func (silent) GetInformer(
	ctx context.Context, _ client.Object, _ ...cache.InformerGetOption) (cache.Informer, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func (silent) WaitForCacheSync(ctx context.Context) bool {
	<-ctx.Done()
	return false
}

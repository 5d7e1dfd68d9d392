// A question -> what Flyte hands to a plugin with each call: who runs, with which overrides, where
// the files lie.
//
// Only what a Kubernetes plugin is shown is here. The rest (catalog, secrets, events, storage) is
// left nil by embedding the interface: were it ever asked for, the call would panic, and the answer
// say so.
package main

import (
	"context"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	pluginscore "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/io"
	propeller "github.com/flyteorg/flyte/flytepropeller/pkg/controller/nodes/task/k8s"
	"github.com/flyteorg/flyte/flytestdlib/storage"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

type taskContext struct {
	pluginscore.TaskExecutionContext
	*question
	state propeller.PluginState
}

func (t taskContext) DataStore() *storage.DataStore                    { return nil }
func (t taskContext) TaskReader() pluginscore.TaskReader               { return taskReader(t) }
func (t taskContext) InputReader() io.InputReader                      { return inputReader(t) }
func (t taskContext) OutputWriter() io.OutputWriter                    { return outputWriter(t) }
func (t taskContext) PluginStateReader() pluginscore.PluginStateReader { return pluginState(t) }
func (t taskContext) PluginStateWriter() pluginscore.PluginStateWriter { return pluginState(t) }
func (t taskContext) TaskExecutionMetadata() pluginscore.TaskExecutionMetadata {
	return taskMetadata(t)
}

type taskReader taskContext

func (t taskReader) Read(context.Context) (*core.TaskTemplate, error) {
	return t.template, nil
}
func (t taskReader) Path(context.Context) (storage.DataReference, error) {
	return storage.DataReference(t.execution.TaskTemplatePath), nil
}

type inputReader taskContext

func (t inputReader) GetInputPath() storage.DataReference {
	return storage.DataReference(t.execution.InputPath)
}
func (t inputReader) GetInputPrefixPath() storage.DataReference {
	return storage.DataReference(t.execution.InputPrefix)
}
func (t inputReader) Get(context.Context) (*core.LiteralMap, error) {
	return t.execution.Inputs.value, nil
}

type outputWriter taskContext

func (t outputWriter) GetRawOutputPrefix() storage.DataReference {
	return storage.DataReference(t.execution.RawOutputPrefix)
}
func (t outputWriter) GetCheckpointPrefix() storage.DataReference {
	return storage.DataReference(t.execution.CheckpointPrefix)
}
func (t outputWriter) GetPreviousCheckpointsPrefix() storage.DataReference {
	return storage.DataReference(t.execution.PreviousCheckpointPrefix)
}
func (t outputWriter) GetOutputPrefixPath() storage.DataReference {
	return storage.DataReference(t.execution.OutputPrefix)
}
func (t outputWriter) GetOutputPath() storage.DataReference {
	return t.GetOutputPrefixPath() + "/outputs.pb"
}
func (t outputWriter) GetDeckPath() storage.DataReference {
	return t.GetOutputPrefixPath() + "/deck.html"
}
func (t outputWriter) GetErrorPath() storage.DataReference {
	return t.GetOutputPrefixPath() + "/error.pb"
}
func (t outputWriter) Put(context.Context, io.OutputReader) error { return nil }

// The state that the manager itself keeps between rounds. What it writes is of no interest here:
// each question brings its own.
type pluginState taskContext

func (t pluginState) GetStateVersion() uint8 { return 1 }
func (t pluginState) Get(state any) (uint8, error) {
	*state.(*propeller.PluginState) = t.state
	return 1, nil
}
func (t pluginState) Put(uint8, any) error { return nil }
func (t pluginState) Reset() error         { return nil }

type taskMetadata taskContext

func (t taskMetadata) GetOwnerID() types.NamespacedName {
	owner := t.execution.OwnerID
	return types.NamespacedName{Namespace: owner.Namespace, Name: owner.Name}
}
func (t taskMetadata) GetTaskExecutionID() pluginscore.TaskExecutionID { return taskID(t) }
func (t taskMetadata) GetNamespace() string                            { return t.execution.Namespace }
func (t taskMetadata) GetOwnerReference() metav1.OwnerReference {
	return t.execution.OwnerReference
}
func (t taskMetadata) GetOverrides() pluginscore.TaskOverrides    { return taskOverrides(t) }
func (t taskMetadata) GetLabels() map[string]string               { return t.execution.Labels }
func (t taskMetadata) GetAnnotations() map[string]string          { return t.execution.Annotations }
func (t taskMetadata) GetMaxAttempts() uint32                     { return t.execution.MaxAttempts }
func (t taskMetadata) GetK8sServiceAccount() string               { return t.execution.ServiceAccount }
func (t taskMetadata) IsInterruptible() bool                      { return t.execution.Interruptible }
func (t taskMetadata) GetInterruptibleFailureThreshold() int32    { return 0 }
func (t taskMetadata) GetEnvironmentVariables() map[string]string { return t.environment }
func (t taskMetadata) GetConsoleURL() string                      { return t.execution.ConsoleURL }
func (t taskMetadata) GetPlatformResources() *corev1.ResourceRequirements {
	return t.execution.PlatformResources
}
func (t taskMetadata) GetSecurityContext() core.SecurityContext {
	given := t.execution.SecurityContext.value
	return core.SecurityContext{
		RunAs: given.GetRunAs(), Secrets: given.GetSecrets(), Tokens: given.GetTokens(),
	}
}

type taskID taskContext

func (t taskID) GetGeneratedName() string { return t.execution.GeneratedName }
func (t taskID) GetGeneratedNameWith(_, _ int) (string, error) {
	return t.execution.GeneratedName, nil
}
func (t taskID) GetID() core.TaskExecutionIdentifier {
	given := t.execution.ID.value
	return core.TaskExecutionIdentifier{
		TaskId: given.GetTaskId(), NodeExecutionId: given.GetNodeExecutionId(),
		RetryAttempt: given.GetRetryAttempt(),
	}
}
func (t taskID) GetUniqueNodeID() string {
	if t.execution.UniqueNodeID == "" {
		return t.execution.GeneratedName
	}
	return t.execution.UniqueNodeID
}

type taskOverrides taskContext

func (t taskOverrides) GetResources() *corev1.ResourceRequirements {
	return t.execution.Overrides.Resources
}
func (t taskOverrides) GetExtendedResources() *core.ExtendedResources {
	return t.execution.Overrides.ExtendedResources.value
}
func (t taskOverrides) GetContainerImage() string {
	return t.execution.Overrides.ContainerImage
}
func (t taskOverrides) GetPodTemplate() *core.K8SPod {
	return t.execution.Overrides.PodTemplate.value
}
func (t taskOverrides) GetConfig() *corev1.ConfigMap { return t.execution.Overrides.Config }

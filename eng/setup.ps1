# Prepares this checkout on Windows: checks the SDK and the package feed. Safe to run again; -Again asks the feed once more.
param([switch]$Again)
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$choice = Join-Path $root 'eng/Sources.user.props'

function Stop-WithError([string]$message) { [Console]::Error.WriteLine("setup: error: $message"); exit 1 }

if ($Again -and (Test-Path $choice)) { Remove-Item $choice }
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { Stop-WithError 'the .NET SDK 10 is missing; get it from https://dotnet.microsoft.com/download.' }
Push-Location $root
try { $version = dotnet --version } finally { Pop-Location }
if ($LASTEXITCODE -ne 0 -or $version -notlike '10.*') { Stop-WithError "SDK 10 is needed (see global.json), found '$version'; get it from https://dotnet.microsoft.com/download." }

if (-not (Test-Path $choice)) {
    Write-Host 'setup: asking the package feed for Microsoft.ML and TorchSharp ...'
    $log = dotnet restore (Join-Path $root 'src/Microsoft.ML.NonNegative') -p:MLNetSource=packages -p:TorchSharpSource=packages
    if ($LASTEXITCODE -ne 0) {
        $log | Write-Host
        Stop-WithError 'the package feed lacks Microsoft.ML or TorchSharp, or could not be asked; check "dotnet nuget list source". The stand-ins of eng/offline run on Linux only.'
    }
    Write-Host 'setup: the feed has them: using the packages.'
    @'
<Project>
  <!-- Written by eng/setup; delete it to choose again. A property on the command line overrides it. -->
  <PropertyGroup>
    <MLNetSource Condition="'$(MLNetSource)' == ''">packages</MLNetSource>
    <TorchSharpSource Condition="'$(TorchSharpSource)' == ''">packages</TorchSharpSource>
  </PropertyGroup>
</Project>
'@ | Set-Content -Encoding utf8 $choice
}
exit 0

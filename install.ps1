# Installs llama-nb for the user who runs it: one file, checksum verified, administrator not needed.
#
#   powershell -c "irm https://github.com/OWNER/llama-nb/releases/latest/download/install.ps1 | iex"
#
# $env:LLAMA_NB_VERSION     the release to install, such as 0.1.0; the latest if not set
# $env:LLAMA_NB_BIN         the folder to install into; %LOCALAPPDATA%\Programs\llama-nb if not set
# $env:LLAMA_NB_REPOSITORY  owner/name of another repository
# $env:LLAMA_NB_BASE_URL    another server with the same paths as GitHub
#
# Written for Windows PowerShell 5.1, which every Windows has, in ASCII, which it reads without a byte order mark

# In a scope of its own, so that it leaves nothing in the session when it is piped into iex
& {
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue' # Drawing the progress bar takes longer than the download

  # In a release .github/workflows/release.yml has put the repository's name here
  $repository = if ($env:LLAMA_NB_REPOSITORY) { $env:LLAMA_NB_REPOSITORY } else { 'OWNER/llama-nb' }

  function Test-Avx2 {
    try {
      $kernel = Add-Type -PassThru -Namespace LlamaNb -Name Kernel -MemberDefinition `
        '[DllImport("kernel32.dll")] public static extern bool IsProcessorFeaturePresent(uint feature);'
      $kernel::IsProcessorFeaturePresent(40) # PF_AVX2_INSTRUCTIONS_AVAILABLE
    }
    catch { $false } # If a policy forbids Add-Type: the baseline binary runs everywhere
  }

  # The possible names of the binary for this machine, the best first
  function Get-Kind {
    # The machine's: $env:PROCESSOR_ARCHITECTURE is that of this process, which may be emulated
    $environment = 'HKLM:\SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
    $architecture = (Get-ItemProperty -Path $environment).PROCESSOR_ARCHITECTURE
    switch ($architecture) {
      'AMD64' { if (Test-Avx2) { 'x64' } else { 'x64-baseline' } }
      'ARM64' { 'arm64'; 'x64-baseline' }
      default { throw "there is no binary for the processor ${architecture}: run it from source, as README.md says" }
    }
  }

  function Save-Url([string] $Url, [string] $Path) {
    try { Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile $Path }
    catch {
      if ([int] $_.Exception.Response.StatusCode -eq 404) {
        throw "$Url is not there: check LLAMA_NB_VERSION and LLAMA_NB_REPOSITORY"
      }
      throw "cannot download ${Url}: check the network ($($_.Exception.Message))"
    }
  }

  function Install-LlamaNb {
    if ($env:OS -ne 'Windows_NT') { throw 'this is for Windows: elsewhere run install.sh' }
    if ($repository -like 'OWNER/*') {
      throw 'no release is known: set LLAMA_NB_REPOSITORY to owner/name, or take the install.ps1 of a release'
    }
    # By default Windows PowerShell uses protocols that GitHub no longer accepts
    $protocols = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    [Net.ServicePointManager]::SecurityProtocol = $protocols

    $base = if ($env:LLAMA_NB_BASE_URL) { $env:LLAMA_NB_BASE_URL } else { 'https://github.com' }
    $path = if ($env:LLAMA_NB_VERSION -and $env:LLAMA_NB_VERSION -ne 'latest') {
      "download/v$($env:LLAMA_NB_VERSION -replace '^v', '')"
    }
    else { 'latest/download' }
    $release = "$base/$repository/releases/$path"
    $kinds = @(Get-Kind)

    $bin = if ($env:LLAMA_NB_BIN) { $env:LLAMA_NB_BIN }
    else { Join-Path ([Environment]::GetFolderPath('LocalApplicationData')) 'Programs\llama-nb' }
    $bin = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($bin)
    # Downloaded into the target folder: within one volume a rename is all or nothing
    $work = Join-Path $bin ".llama-nb.$([IO.Path]::GetRandomFileName())"
    try { [IO.Directory]::CreateDirectory($work) | Out-Null }
    catch { throw "cannot write to ${bin}: choose a folder that you may write to with LLAMA_NB_BIN" }

    try {
      $list = Join-Path $work 'SHA256SUMS'
      Save-Url "$release/SHA256SUMS" $list
      $sums = @{}
      foreach ($line in [IO.File]::ReadAllLines($list)) {
        $sum, $name = $line -split ' [ *]', 2
        if ($name) { $sums[$name] = $sum }
      }
      $assets = $kinds | ForEach-Object { "llama-nb-windows-$_.exe" }
      $asset = $assets | Where-Object { $sums.ContainsKey($_) } | Select-Object -First 1
      if (-not $asset) { throw "$release has no $($assets -join ' or '): try another LLAMA_NB_VERSION, or run it from source" }

      Write-Output "downloading $release/$asset"
      $new = Join-Path $work 'llama-nb.exe'
      Save-Url "$release/$asset" $new
      if ((Get-FileHash -LiteralPath $new -Algorithm SHA256).Hash -ne $sums[$asset]) {
        throw "the checksum of $asset is wrong: it was cut off or changed during the download, nothing was installed, try again"
      }
      try { $says = & $new --version | Select-Object -First 1 } catch { $says = $null }
      if (-not $says) { throw "$asset does not start here, nothing was installed" }

      $target = Join-Path $bin 'llama-nb.exe'
      try {
        if (Test-Path -LiteralPath $target) { [IO.File]::Replace($new, $target, [NullString]::Value) }
        else { [IO.File]::Move($new, $target) }
      }
      catch { throw "cannot replace ${target}: close llama-nb where it runs, and try again" }
    }
    finally { Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue }

    Write-Output "installed ${target}: $says"
    if (($env:Path -split ';').TrimEnd('\') -notcontains $bin.TrimEnd('\')) {
      Write-Output "$bin is not on your PATH; add it with"
      Write-Output "  [Environment]::SetEnvironmentVariable('Path', [Environment]::GetEnvironmentVariable('Path', 'User') + ';$bin', 'User')"
    }
  }

  try { Install-LlamaNb }
  catch {
    [Console]::Error.WriteLine("install.ps1: $($_.Exception.Message)")
    # Piped into iex there is no script to end, and exit would close the window
    if ($PSCommandPath) { exit 1 }
  }
}

# installs llama-nb for whoever runs it: one file, its checksum verified, no administrator needed.
#
#   powershell -c "irm https://github.com/OWNER/llama-nb/releases/latest/download/install.ps1 | iex"
#
# $env:LLAMA_NB_VERSION     the release to install, such as 0.1.0; else the latest
# $env:LLAMA_NB_BIN         the folder to install into; else %LOCALAPPDATA%\Programs\llama-nb
# $env:LLAMA_NB_REPOSITORY  owner/name of another repository
# $env:LLAMA_NB_BASE_URL    another server that lays releases out as GitHub does
#
# written for Windows PowerShell 5.1, which every Windows has, and ASCII, which it reads without a byte order mark

# a scope of its own: piped into iex it leaves nothing behind in the session
& {
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue' # drawing the progress bar takes longer than the download

  # the copy that comes with a release names its own repository here, see .github/workflows/release.yml
  $repository = if ($env:LLAMA_NB_REPOSITORY) { $env:LLAMA_NB_REPOSITORY } else { 'OWNER/llama-nb' }

  function Test-Avx2 {
    try {
      $kernel = Add-Type -PassThru -Namespace LlamaNb -Name Kernel -MemberDefinition `
        '[DllImport("kernel32.dll")] public static extern bool IsProcessorFeaturePresent(uint feature);'
      $kernel::IsProcessorFeaturePresent(40) # PF_AVX2_INSTRUCTIONS_AVAILABLE
    }
    catch { $false } # where policy forbids Add-Type: the baseline binary runs everywhere
  }

  # what the binaries for this machine may be called, the best first
  function Get-Kind {
    # of the machine: $env:PROCESSOR_ARCHITECTURE is that of this process, which may be emulated
    $environment = 'HKLM:\SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
    $architecture = (Get-ItemProperty -Path $environment).PROCESSOR_ARCHITECTURE
    switch ($architecture) {
      'AMD64' { if (Test-Avx2) { 'x64' } else { 'x64-baseline' } }
      'ARM64' { 'arm64'; 'x64-baseline' }
      default { throw "there is no binary for a processor of the kind ${architecture}: run it from source, as README.md says" }
    }
  }

  function Save-Url([string] $Url, [string] $Path) {
    try { Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile $Path }
    catch {
      if ([int] $_.Exception.Response.StatusCode -eq 404) {
        throw "$Url is not there: see that LLAMA_NB_VERSION and LLAMA_NB_REPOSITORY are right"
      }
      throw "cannot download ${Url}: see that the network works ($($_.Exception.Message))"
    }
  }

  function Install-LlamaNb {
    if ($env:OS -ne 'Windows_NT') { throw 'this is for Windows: elsewhere run install.sh' }
    if ($repository -like 'OWNER/*') {
      throw 'no release is known: set LLAMA_NB_REPOSITORY to owner/name, or take the install.ps1 of a release'
    }
    # Windows PowerShell begins with protocols that GitHub no longer speaks
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
    # downloaded into the folder it is for: a rename within one volume is all or nothing
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
        throw "the checksum of $asset is wrong: it was cut off or changed on the way, nothing was installed, try again"
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
    # piped into iex there is no script to end, and exit would close the window
    if ($PSCommandPath) { exit 1 }
  }
}
